# METADATA
# title: CloudTrail buckets let only CloudTrail write, on behalf of known trails
# description: The policy of a trail's bucket lets cloudtrail.amazonaws.com write only with a condition on the source (aws:SourceArn, or the account or organization it comes from) that names the organization or accounts of it, and lets nobody else write, delete or change the bucket. Other log services of AWS may put objects.
# related_resources:
#   - ref: https://docs.aws.amazon.com/awscloudtrail/latest/userguide/create-s3-bucket-policy-for-cloudtrail.html
#   - ref: https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html
# schemas:
#   - input: schema.checks.logging.trail_bucket_policy
# custom:
#   severity: critical
#   scope: account
#   inventory: [cloudtrail_trails, cloudtrail_organization_trails, s3_buckets, s3_bucket_policies, organizations_accounts]
#   partial: region
#   requirements: [CT-10]
#   risk: Others can delete the log, or fill it with made-up entries from a trail of their own.
#   fix: Take other writers out of the bucket's policy, and bind CloudTrail's statements to the trail with aws:SourceArn.
#   frameworks:
#     nist-800-61r3: [PR.DS-01]
package checks.logging.trail_bucket_policy

import future.keywords.not

import data.checks.lib.arn
import data.checks.lib.organization
import data.checks.lib.policy
import data.checks.lib.result
import data.checks.lib.tally

findings contains result.not_applicable(input.account.id, "holds no bucket that a trail writes to") if count(_buckets) == 0

findings contains result.pass(input.account.id, count(_sound), "buckets of trails let only CloudTrail write") if count(_sound) > 0

findings contains result.fail(bucket_arn, message) if {
	some name, bucket_arn in _buckets
	some [name_of_problem, message] in _problems
	name == name_of_problem
}

findings contains result.fail(bucket_arn, "has no policy, so CloudTrail can't write to it") if {
	some name, bucket_arn in _buckets
	not name in _with_policy
}

findings contains result.fail(bucket_arn, "has a policy that doesn't let CloudTrail write") if {
	some name, bucket_arn in _buckets
	name in _with_policy
	not name in _admitting
}

_sound contains name if {
	some name, _ in _buckets
	name in _admitting
	not name in _with_problem
}

_with_problem contains name if some [name, _] in _problems

_problems contains [name, "lets CloudTrail write for trails of others, since a statement has no condition, such as on aws:SourceArn, that keeps to accounts of the organization"] if {
	some [name, statement] in _allowing
	_admits_cloudtrail(statement)
	not _is_bound(statement)
}

_problems contains [name, message] if {
	some [name, statement] in _allowing
	some principal in policy.principals(statement)
	not _is_own_account(principal)
	actions := _changes(statement) - _of_log_services(principal)
	count(actions) > 0
	message := sprintf("lets %s do %s", [principal.value, concat(", ", actions)])
}

_with_policy contains bucket.name if {
	some bucket in input.tables.s3_bucket_policies
	is_object(bucket.policy_std)
}

_admitting contains name if {
	some [name, statement] in _allowing
	_admits_cloudtrail(statement)
}

_allowing contains [bucket.name, statement] if {
	some bucket in input.tables.s3_bucket_policies
	bucket.name in _destinations
	some statement in policy.statements(bucket.policy_std)
	statement.Effect == "Allow"
}

_admits_cloudtrail(statement) if {
	some principal in policy.principals(statement)
	principal.kind == "service"
	principal.value == "cloudtrail.amazonaws.com"
	"s3:putobject" in _changes(statement)
}

# What a statement lets do that could falsify or destroy the log, or open the way to that.
_changes(statement) := {action | some action in _dangerous; regex.match(statement.matcher, action)} if statement.Action

else := {action | some action in _dangerous; not regex.match(statement.matcher, action)} if {
	statement.NotAction
}

else := set()

_dangerous := {
	"s3:bypassgovernanceretention", "s3:deletebucket", "s3:deletebucketpolicy", "s3:deleteobject",
	"s3:deleteobjectversion", "s3:putbucketacl", "s3:putbucketobjectlockconfiguration", "s3:putbucketpolicy",
	"s3:putbucketversioning", "s3:putencryptionconfiguration", "s3:putlifecycleconfiguration", "s3:putobject",
	"s3:putobjectacl", "s3:putobjectretention", "s3:putreplicationconfiguration", "s3:replicatedelete",
}

_of_log_services(principal) := {"s3:putobject"} if {
	principal.kind == "service"
	principal.value in {
		"cloudtrail.amazonaws.com", "config.amazonaws.com", "delivery.logs.amazonaws.com", "guardduty.amazonaws.com",
		"logdelivery.elasticloadbalancing.amazonaws.com", "logdelivery.elb.amazonaws.com", "logging.s3.amazonaws.com",
	}
}

else := set()

# Naming the own account gives nothing that its IAM policies don't give anyway.
_is_own_account(principal) if {
	principal.kind == "account"
	principal.account == input.account.id
}

_is_bound(statement) if {
	some operator, tests in statement.Condition
	trim_prefix(lower(operator), "foranyvalue:") in {"stringequals", "stringequalsignorecase", "stringlike", "arnequals", "arnlike"}
	some key, values in tests
	lower(key) in _sources
	count(values) > 0
	every value in values {
		_names_a_source(lower(key), value)
	}
}

_sources := {"aws:sourcearn", "aws:sourceaccount", "aws:sourceorgid", "aws:sourceorgpaths"}

_names_a_source("aws:sourcearn", value) if _is_known(arn.account(value))

_names_a_source("aws:sourceaccount", value) if _is_known(value)

_names_a_source(key, value) if {
	key in {"aws:sourceorgid", "aws:sourceorgpaths"}
	_is_own(split(value, "/")[0])
}

_is_known(account_id) if account_id in organization.account_ids

# An account that stands alone knows of no others.
_is_known(account_id) if {
	not is_string(input.organization.id)
	regex.match(`^[0-9]{12}$`, account_id)
}

_is_own(id) if id == input.organization.id

_is_own(id) if {
	not is_string(input.organization.id)
	not regex.match(`[*?]`, id)
}

# The buckets of this account that a trail writes to, ARN by name.
_buckets := tally.known({[bucket.name, bucket.arn] |
	some bucket in input.tables.s3_buckets
	bucket.name in _destinations
})

_destinations contains trail.s3_bucket_name if some trail in input.tables.cloudtrail_trails

_destinations contains trail.s3_bucket_name if some trail in input.organization.tables.cloudtrail_organization_trails
