# METADATA
# title: CloudTrail buckets refuse public access
# description: Every bucket of this account that a trail writes to, or the account as a whole, blocks public ACLs, ignores them, and blocks public policies. restrict_public_buckets is not asked for, since it can stand in the way of delivery from other accounts.
# related_resources:
#   - ref: https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html
# schemas:
#   - input: schema.checks.logging.trail_bucket_public_access
# custom:
#   severity: high
#   scope: account
#   inventory: [cloudtrail_trails, cloudtrail_organization_trails, s3_buckets, s3_bucket_public_access, s3_account_settings]
#   partial: region
#   requirements: [CT-11]
#   risk: The log tells every role, key id, address and resource of the organization to whoever can read it.
#   fix: Block public access for the account, or for the bucket.
#   frameworks:
#     nist-800-61r3: [PR.DS-01]
package checks.logging.trail_bucket_public_access

import future.keywords.not

import data.checks.lib.result
import data.checks.lib.tally

findings contains result.not_applicable(input.account.id, "holds no bucket that a trail writes to") if count(_buckets) == 0

findings contains result.pass(input.account.id, count(_closed), "buckets of trails refuse public access") if count(_closed) > 0

findings contains result.with_evidence(result.fail(bucket_arn, message), {"missing": missing}) if {
	some name, bucket_arn in _buckets
	not name in _closed
	missing := _wanted - ({block | some [of, block] in _blocks; of == name} | _account_blocks)
	message := sprintf("can be made public, since %s is off for it and its account", [concat(", ", missing)])
}

_wanted := {"block_public_acls", "block_public_policy", "ignore_public_acls"}

_closed contains name if {
	some name, _ in _buckets
	blocks := {block | some [of, block] in _blocks; of == name} | _account_blocks
	count(_wanted - blocks) == 0
}

_blocks contains [bucket.name, "block_public_acls"] if {
	some bucket in input.tables.s3_bucket_public_access
	bucket.name in _destinations
	bucket.block_public_acls == true
}

_blocks contains [bucket.name, "block_public_policy"] if {
	some bucket in input.tables.s3_bucket_public_access
	bucket.name in _destinations
	bucket.block_public_policy == true
}

_blocks contains [bucket.name, "ignore_public_acls"] if {
	some bucket in input.tables.s3_bucket_public_access
	bucket.name in _destinations
	bucket.ignore_public_acls == true
}

_account_blocks contains "block_public_acls" if {
	some settings in input.tables.s3_account_settings
	settings.block_public_acls == true
}

_account_blocks contains "block_public_policy" if {
	some settings in input.tables.s3_account_settings
	settings.block_public_policy == true
}

_account_blocks contains "ignore_public_acls" if {
	some settings in input.tables.s3_account_settings
	settings.ignore_public_acls == true
}

# The buckets of this account that a trail writes to, ARN by name.
_buckets := tally.known({[bucket.name, bucket.arn] |
	some bucket in input.tables.s3_buckets
	bucket.name in _destinations
})

_destinations contains trail.s3_bucket_name if some trail in input.tables.cloudtrail_trails

_destinations contains trail.s3_bucket_name if some trail in input.organization.tables.cloudtrail_organization_trails
