# METADATA
# title: CloudTrail buckets keep overwritten and deleted log files
# description: Every bucket of this account that a trail writes to has versioning on, and either a default retention by Object Lock or MFA Delete, so that nobody can delete log files before their time.
# related_resources:
#   - ref: https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock.html
#   - ref: https://docs.aws.amazon.com/AmazonS3/latest/userguide/MultiFactorAuthenticationDelete.html
# schemas:
#   - input: schema.checks.logging.trail_bucket_durable
# custom:
#   severity: high
#   scope: account
#   inventory: [cloudtrail_trails, cloudtrail_organization_trails, s3_buckets, s3_bucket_versioning, s3_bucket_object_lock]
#   partial: region
#   requirements: [CT-11]
#   risk: An intruder who reaches the log archive deletes the log, and nobody can tell what happened.
#   fix: Switch on versioning and Object Lock with a default retention for the bucket, or MFA Delete.
#   frameworks:
#     nist-800-61r3: [PR.DS-01]
package checks.logging.trail_bucket_durable

import future.keywords.not

import data.checks.lib.result
import data.checks.lib.tally

findings contains result.not_applicable(input.account.id, "holds no bucket that a trail writes to") if count(_buckets) == 0

findings contains result.pass(input.account.id, count(_kept), "buckets of trails keep what is deleted") if count(_kept) > 0

findings contains result.with_evidence(result.fail(bucket_arn, "has no versioning, so log files can be overwritten and deleted"), {"versioning_enabled": false}) if {
	some name, bucket_arn in _buckets
	not name in _versioned
}

findings contains result.with_evidence(result.fail(bucket_arn, message), {"object_lock_retention": false, "mfa_delete": false}) if {
	some name, bucket_arn in _buckets
	name in _versioned
	not name in _guarded
	not _locked_for[name]
	message := "has neither a default retention by Object Lock nor MFA Delete, so versions of log files can be deleted"
}

findings contains result.with_evidence(result.fail(bucket_arn, message), {"locked_days": days, "wanted_days": _wanted_days}) if {
	some name, bucket_arn in _buckets
	name in _versioned
	not name in _guarded
	days := _locked_for[name]
	message := sprintf("locks log files for %v days by default, and not for the %v days that they are wanted", [days, _wanted_days])
}

_kept contains name if {
	some name, _ in _buckets
	name in _versioned
	name in _guarded
}

_versioned contains bucket.name if {
	some bucket in input.tables.s3_bucket_versioning
	bucket.versioning_enabled == true
}

_guarded contains bucket.name if {
	some bucket in input.tables.s3_bucket_versioning
	bucket.versioning_mfa_delete == true
}

_guarded contains name if {
	some name, days in _locked_for
	not days < _wanted_days
}

_wanted_days := ceil(input.expectations["log-retention"] / 86400) if is_number(input.expectations["log-retention"])

else := 0

_locked_for := tally.known({[bucket.name, days] |
	some bucket in input.tables.s3_bucket_object_lock
	bucket.object_lock_configuration.ObjectLockEnabled == "Enabled"
	retention := bucket.object_lock_configuration.Rule.DefaultRetention
	retention.Mode in {"COMPLIANCE", "GOVERNANCE"}
	days := _days(object.get(retention, "Days", null), object.get(retention, "Years", null))
})

# Either days or years.
_days(days, years) := days if {
	is_number(days)
	days > 0
} else := years * 365 if {
	is_number(years)
} else := 0

# The buckets of this account that a trail writes to, ARN by name.
_buckets := tally.known({[bucket.name, bucket.arn] |
	some bucket in input.tables.s3_buckets
	bucket.name in _destinations
})

_destinations contains trail.s3_bucket_name if some trail in input.tables.cloudtrail_trails

_destinations contains trail.s3_bucket_name if some trail in input.organization.tables.cloudtrail_organization_trails
