# METADATA
# title: Trail buckets take writes from their trail only
# description: The policy of every bucket that trails write to admits CloudTrail only on behalf of a named trail (aws:SourceArn), and lets nobody else write or delete.
# related_resources:
#   - ref: https://docs.aws.amazon.com/awscloudtrail/latest/userguide/create-s3-bucket-policy-for-cloudtrail.html
# schemas:
#   - input: schema.checks.logging.trail_bucket_policy
# custom:
#   severity: high
#   scope: account
#   inventory: [cloudtrail_organization_trails, cloudtrail_trails, s3_buckets, s3_bucket_policies]
#   requirements: [CT-10]
#   risk: A stranger can have his trail write into the bucket, or an insider can overwrite records.
#   fix: Add the condition aws:SourceArn to the statement for CloudTrail, and remove other statements that allow writing or deleting.
package checks.logging.trail_bucket_policy

import future.keywords.not

import data.checks.lib.result

findings contains result.not_applicable(input.account.id, "owns no bucket of a trail") if count(_mine) == 0

findings contains result.fail(bucket, "takes the records of a trail and has no policy") if {
	some bucket in _mine
	not bucket in _with_policy
}

findings contains result.fail(bucket, "admits CloudTrail without naming the trail in aws:SourceArn") if {
	some bucket in _mine
	bucket in _open_to_any_trail
}

findings contains result.fail(bucket, "lets others than CloudTrail write or delete objects") if {
	some bucket in _mine
	bucket in _open_to_others
}

findings contains result.pass(input.account.id, count(good), "buckets of trails take writes from their trail only") if {
	good := ((_mine & _with_policy) - _open_to_any_trail) - _open_to_others
	count(good) > 0
}

_with_policy contains row.name if {
	some row in input.tables.s3_bucket_policies
	is_array(row.policy_std.Statement)
}

_open_to_any_trail contains row.name if {
	some row in input.tables.s3_bucket_policies
	some statement in row.policy_std.Statement
	statement.Effect == "Allow"
	"cloudtrail.amazonaws.com" in statement.Principal.Service
	_writes(statement)
	not _names_a_source(statement)
}

_open_to_others contains row.name if {
	some row in input.tables.s3_bucket_policies
	some statement in row.policy_std.Statement
	statement.Effect == "Allow"
	_writes(statement)
	some kind, principals in statement.Principal
	some principal in principals
	not _is_service(kind, principal)
}

_is_service(kind, principal) if {
	kind == "Service"
	principal in {"cloudtrail.amazonaws.com", "delivery.logs.amazonaws.com", "config.amazonaws.com"}
}

_writes(statement) if {
	some action in statement.Action
	some pattern in ["s3:put*", "s3:delete*"]
	_meets(action, pattern)
}

_writes(statement) if is_array(statement.NotAction)

_meets(action, pattern) if glob.match(pattern, null, action)

_meets(action, pattern) if glob.match(action, null, trim_suffix(pattern, "*"))

_names_a_source(statement) if {
	some operator, conditions in statement.Condition
	lower(operator) in {"stringequals", "stringlike", "arnequals", "arnlike"}
	some key in ["aws:sourcearn", "aws:sourceaccount", "aws:sourceorgid"]
	count(conditions[key]) > 0
}

_mine contains bucket.name if {
	some bucket in input.tables.s3_buckets
	bucket.name in _trail_buckets
}

# A trail is named by its bucket; an organization trail is known to every account.
_trail_buckets contains trail.s3_bucket_name if some trail in input.tables.cloudtrail_trails

_trail_buckets contains trail.s3_bucket_name if some trail in input.organization.tables.cloudtrail_organization_trails
