# METADATA
# title: Trail buckets keep their records
# description: Every bucket that trails write to has versioning, object lock or MFA delete, blocks public access, encrypts, and keeps objects as long as the configured retention.
# related_resources:
#   - ref: https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock.html
# schemas:
#   - input: schema.checks.logging.trail_bucket_durable
# custom:
#   severity: high
#   scope: account
#   inventory: [cloudtrail_organization_trails, cloudtrail_trails, s3_buckets, s3_bucket_versioning, s3_bucket_object_lock, s3_bucket_public_access, s3_bucket_encryption, s3_bucket_lifecycle]
#   requirements: [CT-11]
#   risk: Records are deleted, overwritten or gone before anybody asks for them.
#   fix: Turn on versioning and object lock, block public access, and set the life cycle to the retention.
package checks.logging.trail_bucket_durable

import future.keywords.not

import data.checks.lib.result

findings contains result.not_applicable(input.account.id, "owns no bucket of a trail") if count(_mine) == 0

findings contains result.with_evidence(result.fail(bucket, message), {"missing": sort(missing)}) if {
	some bucket in _mine
	missing := _missing(bucket)
	count(missing) > 0
	message := sprintf("takes the records of a trail without %s", [concat(", ", sort(missing))])
}

findings contains result.pass(input.account.id, count(good), "buckets of trails keep their records") if {
	good := {bucket | some bucket in _mine; count(_missing(bucket)) == 0}
	count(good) > 0
}

_missing(bucket) := {name |
	some name, buckets in {
		"versioning": _versioned,
		"object lock or MFA delete": _locked,
		"a block of public access": _closed,
		"encryption": _encrypted,
		"a life cycle that keeps objects for the retention": _kept,
	}
	not bucket in buckets
}

_versioned contains row.name if {
	some row in input.tables.s3_bucket_versioning
	row.versioning_enabled == true
}

_locked contains row.name if {
	some row in input.tables.s3_bucket_versioning
	row.versioning_mfa_delete == true
}

_locked contains row.name if {
	some row in input.tables.s3_bucket_object_lock
	row.object_lock_configuration.ObjectLockEnabled == "Enabled"
}

# restrict_public_buckets may stay off: it can keep CloudTrail of other accounts from delivering.
_closed contains row.name if {
	some row in input.tables.s3_bucket_public_access
	row.block_public_acls == true
	row.block_public_policy == true
	row.ignore_public_acls == true
}

_encrypted contains row.name if {
	some row in input.tables.s3_bucket_encryption
	some rule in row.server_side_encryption_configuration.Rules
	is_string(rule.ApplyServerSideEncryptionByDefault.SSEAlgorithm)
}

# Without a configured retention no life cycle can be too short.
_kept contains row.name if {
	some row in input.tables.s3_bucket_lifecycle
	not row.name in _short
}

_short contains row.name if {
	some row in input.tables.s3_bucket_lifecycle
	some rule in row.lifecycle_rules
	rule.Status == "Enabled"
	is_number(rule.Expiration.Days)
	rule.Expiration.Days > 0
	is_number(input.expectations["log-retention"])
	rule.Expiration.Days * 86400 < input.expectations["log-retention"]
}

_mine contains bucket.name if {
	some bucket in input.tables.s3_buckets
	bucket.name in _trail_buckets
}

# A trail is named by its bucket; an organization trail is known to every account.
_trail_buckets contains trail.s3_bucket_name if some trail in input.tables.cloudtrail_trails

_trail_buckets contains trail.s3_bucket_name if some trail in input.organization.tables.cloudtrail_organization_trails
