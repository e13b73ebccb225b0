# METADATA
# title: CloudTrail buckets stand in the log archive account
# description: Every bucket of this account that a trail writes to belongs to the account that is configured as log archive (without one, the security account), and the organization's trails write to buckets there. Judged where the bucket is.
# related_resources:
#   - ref: https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-receive-logs-from-multiple-accounts.html
#   - ref: https://docs.aws.amazon.com/security-ir/latest/userguide/develop-and-implement-an-aws-account-structure.html
# schemas:
#   - input: schema.checks.logging.trail_bucket_separate
# custom:
#   severity: critical
#   scope: account
#   inventory: [cloudtrail_trails, cloudtrail_organization_trails, s3_buckets]
#   partial: region
#   requirements: [CT-01, CT-10]
#   risk: Whoever takes over an account also takes over the log of what happened in it, when that log stands in the account itself.
#   fix: Let the trail write to a bucket of the log archive account.
#   frameworks:
#     aws-well-architected: [SEC04-BP02]
package checks.logging.trail_bucket_separate

import future.keywords.not

import data.checks.lib.result
import data.checks.lib.tally

findings contains result.unknown(input.account.id, message) if {
	not _home
	count(_buckets) > 0
	message := "holds a trail's bucket, but no 'expectations.log-archive-account' or 'expectations.security-account' is configured"
}

findings contains result.pass(input.account.id, count(_buckets), "buckets of trails stand in the log archive account") if {
	_home == input.account.id
	count(_buckets) > 0
}

findings contains result.with_evidence(result.fail(bucket_arn, message), {"log_account": _home}) if {
	some bucket_arn in _buckets
	_home != input.account.id
	message := sprintf("holds the log of a trail in account %s and not in the log archive account %s", [input.account.id, _home])
}

findings contains result.with_evidence(result.fail(trail.arn, message), {"bucket": trail.s3_bucket_name}) if {
	_home == input.account.id
	some trail in input.organization.tables.cloudtrail_organization_trails
	trail.s3_bucket_name != null
	not trail.s3_bucket_name in _names
	message := sprintf("writes to the bucket %s, which is not in the log archive account", [trail.s3_bucket_name])
}

findings contains result.not_applicable(input.account.id, "holds no bucket that a trail writes to") if {
	count(_buckets) == 0
	not _home == input.account.id
}

findings contains result.not_applicable(input.account.id, "holds no bucket that a trail writes to") if {
	count(_buckets) == 0
	_home == input.account.id
	count(_organizational) == 0
}

findings contains result.unknown(trail_arn, "can't be judged, since its bucket was not read") if {
	_home == input.account.id
	some trail_arn in _organizational
	not trail_arn in _placed
}

# The account that is to hold the log.
_home := account_id if {
	account_id := input.expectations["log-archive-account"]
	is_string(account_id)
} else := account_id if {
	account_id := input.expectations["security-account"]
	is_string(account_id)
}

_names contains bucket.name if some bucket in input.tables.s3_buckets

_organizational contains trail.arn if some trail in input.organization.tables.cloudtrail_organization_trails

_placed contains trail.arn if {
	some trail in input.organization.tables.cloudtrail_organization_trails
	trail.s3_bucket_name != null
}

# The buckets of this account that a trail writes to, ARN by name.
_buckets := tally.known({[bucket.name, bucket.arn] |
	some bucket in input.tables.s3_buckets
	bucket.name in _destinations
})

_destinations contains trail.s3_bucket_name if some trail in input.tables.cloudtrail_trails

_destinations contains trail.s3_bucket_name if some trail in input.organization.tables.cloudtrail_organization_trails
