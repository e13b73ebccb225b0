# METADATA
# title: Bedrock logs model invocations where models are used
# description: In every region in which CloudWatch counted invocations of Bedrock's models in the last two weeks, model invocation logging writes to a log group or a bucket.
# related_resources:
#   - ref: https://docs.aws.amazon.com/bedrock/latest/userguide/model-invocation-logging.html
# schemas:
#   - input: schema.checks.logging.bedrock_invocations_logged
# custom:
#   severity: low
#   scope: account
#   inventory: [bedrock_model_use, bedrock_invocation_logging]
#   partial: self
#   requirements: [BED-01]
#   risk: Models were invoked with a stolen key, and nobody can say what they were asked and what they gave away.
#   fix: Turn model invocation logging on in each region in which models are used.
package checks.logging.bedrock_invocations_logged

import future.keywords.not

import data.checks.lib.gaps
import data.checks.lib.result

findings contains result.not_applicable(input.account.id, "has not invoked a model of Bedrock in the last two weeks") if {
	count(_used) == 0
	count(_unseen) == 0
	not "bedrock_model_use" in _not_read
}

findings contains result.unknown(input.account.id, "could not be asked where models of Bedrock are used") if {
	"bedrock_model_use" in _not_read
}

findings contains result.in_region(result.unknown(input.account.id, "could not be asked whether models of Bedrock are used here"), region) if {
	some region in _unseen
}

findings contains result.in_region(result.unknown(input.account.id, "invokes models of Bedrock, and could not be asked whether that is logged"), region) if {
	some region in (_used - _asked)
}

findings contains result.in_region(result.pass(input.account.id, 1, "has invocations of Bedrock's models logged"), region) if {
	some region in (_used & _logged)
}

findings contains result.in_region(result.with_evidence(result.fail(input.account.id, message), {"models": use.models}), use.region) if {
	some use in input.tables.bedrock_model_use
	use.region in (_asked - _logged)
	message := "invokes models of Bedrock, and logs neither what they are asked nor what they answer"
}

_used := {use.region | some use in input.tables.bedrock_model_use}

_asked := {logging.region | some logging in input.tables.bedrock_invocation_logging}

_logged contains logging.region if {
	some logging in input.tables.bedrock_invocation_logging
	some place in [logging.log_group_name, logging.bucket_name]
	is_string(place)
	place != ""
}

_not_read := gaps.wholly(input.unreadable, ["bedrock_model_use"])

_unseen := gaps.regions(input.unreadable, ["bedrock_model_use"])
