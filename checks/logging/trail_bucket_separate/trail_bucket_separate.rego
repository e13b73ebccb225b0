# METADATA
# title: Trail buckets stand in the log archive account
# description: Buckets that trails write to are owned by the configured log archive or security account, not by an account that the trail records.
# related_resources:
#   - ref: https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-set-bucket-policy-for-multiple-accounts.html
# schemas:
#   - input: schema.checks.logging.trail_bucket_separate
# custom:
#   severity: critical
#   scope: account
#   inventory: [cloudtrail_organization_trails, cloudtrail_trails, s3_buckets]
#   requirements: [CT-10]
#   risk: Who takes over the account can delete what it did.
#   fix: Point the trail to a bucket in the log archive account.
package checks.logging.trail_bucket_separate

import future.keywords.not

import data.checks.lib.result

findings contains result.not_applicable(input.account.id, "owns no bucket of a trail") if count(_mine) == 0

findings contains result.unknown(bucket, message) if {
	some bucket in _mine
	count(_archives) == 0
	message := "is the bucket of a trail, and no 'expectations.log-archive-account' is configured to compare with"
}

findings contains result.fail(bucket, "takes the records of a trail in an account that is no log archive") if {
	some bucket in _mine
	count(_archives) > 0
	not input.account.id in _archives
}

findings contains result.pass(input.account.id, count(_mine), "buckets of trails stand in the log archive") if {
	count(_mine) > 0
	input.account.id in _archives
}

_archives contains id if {
	some key in ["log-archive-account", "security-account"]
	id := input.expectations[key]
	is_string(id)
}

_mine contains bucket.name if {
	some bucket in input.tables.s3_buckets
	bucket.name in _trail_buckets
}

# A trail is named by its bucket; an organization trail is known to every account.
_trail_buckets contains trail.s3_bucket_name if some trail in input.tables.cloudtrail_trails

_trail_buckets contains trail.s3_bucket_name if some trail in input.organization.tables.cloudtrail_organization_trails
