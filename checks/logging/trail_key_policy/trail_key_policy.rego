# METADATA
# title: Keys of trails serve CloudTrail's own trails and can be read with
# description: The policy of every key of the account that encrypts a trail lets CloudTrail make data keys, under a condition that says for whom, and lets the account or its responder role decrypt.
# related_resources:
#   - ref: https://docs.aws.amazon.com/awscloudtrail/latest/userguide/create-kms-key-policy-for-cloudtrail.html
# schemas:
#   - input: schema.checks.logging.trail_key_policy
# custom:
#   severity: medium
#   scope: account
#   inventory: [cloudtrail_trails, cloudtrail_organization_trails, kms_key_policies]
#   partial: region
#   requirements: [CT-12]
#   risk: The trail stops writing, or it has written what nobody can read.
#   fix: Give the key the policy that CloudTrail's documentation names, with kms:Decrypt for those who read the logs.
package checks.logging.trail_key_policy

import future.keywords.not

import data.checks.lib.arn
import data.checks.lib.keys
import data.checks.lib.result
import data.checks.lib.tally

findings contains result.not_applicable(input.account.id, "holds no key that a trail encrypts with") if count(_named) == 0

findings contains result.in_region(result.unknown(key_arn, "encrypts a trail, and its policy was not read"), arn.parse(key_arn).region) if {
	some key_arn in _named
	not key_arn in _read
}

findings contains finding if {
	some key_arn, faults in _faults
	problems := sort(faults)
	message := sprintf("encrypts a trail and %s", [concat(", and ", problems)])
	finding := result.in_region(result.with_evidence(result.fail(key_arn, message), {"problems": problems}), arn.parse(key_arn).region)
}

findings contains finding if {
	good := {[arn.parse(key_arn).region, key_arn] | some key_arn in _read; not _faults[key_arn]}
	some finding in tally.passes(input.account.id, good, "keys of trails serve CloudTrail and can be read with")
}

_problems(document) := array.concat(
	[text | some text in [_encrypting[keys.decision(document, _cloudtrail, "kms:GenerateDataKey")]]],
	["lets neither its account nor the responder role decrypt" | keys.decision(document, _readers, "kms:Decrypt") in {"denied", "not-allowed"}],
)

# The good answer is "conditional": for trails that a condition names.
_encrypting := {
	"denied": "does not let CloudTrail use it",
	"not-allowed": "does not let CloudTrail use it",
	"allowed": "lets CloudTrail use it for trails of anybody",
}

_cloudtrail := {"account": null, "role": null, "service": "cloudtrail.amazonaws.com"}

_readers := {"account": input.account.id, "role": _responder, "service": null}

_responder := sprintf("arn:%s:iam::%s:role/%s", [input.account.partition, input.account.id, name]) if {
	name := input.expectations["responder-role"].name
	is_string(name)
}

else := null

_documents contains [key.arn, key.policy_std] if {
	some key in input.tables.kms_key_policies
	key.arn in _named
	is_object(key.policy_std)
}

_read contains key_arn if some [key_arn, _] in _documents

_faults := tally.by_key({[key_arn, problem] |
	some [key_arn, document] in _documents
	some problem in _problems(document)
})

_named contains trail.kms_key_id if {
	some trail in input.tables.cloudtrail_trails
	arn.account(trail.kms_key_id) == input.account.id
}

_named contains trail.kms_key_id if {
	some trail in input.organization.tables.cloudtrail_organization_trails
	arn.account(trail.kms_key_id) == input.account.id
}
