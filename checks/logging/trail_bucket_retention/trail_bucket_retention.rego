# METADATA
# title: CloudTrail buckets keep log files as long as the retention demands
# description: No lifecycle rule of a bucket that a trail writes to deletes log files before the configured log retention. Rules for other prefixes and rules that are off don't count. Without a rule log files stay for ever.
# related_resources:
#   - ref: https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lifecycle-mgmt.html
# schemas:
#   - input: schema.checks.logging.trail_bucket_retention
# custom:
#   severity: high
#   scope: account
#   inventory: [cloudtrail_trails, cloudtrail_organization_trails, s3_buckets, s3_bucket_lifecycle]
#   partial: region
#   requirements: [CT-11]
#   risk: Intruders are often found after months. A log that begins later than the break-in doesn't tell how they came.
#   fix: Lengthen the expiration in the bucket's lifecycle rule to the log retention.
#   frameworks:
#     aws-well-architected: [SEC04-BP01]
#     nist-800-61r3: [PR.PS-04]
package checks.logging.trail_bucket_retention

import future.keywords.not

import data.checks.lib.cloudtrail
import data.checks.lib.result
import data.checks.lib.tally

findings contains result.not_applicable(input.account.id, "holds no bucket that a trail writes to") if count(_buckets) == 0

findings contains result.unknown(input.account.id, "can't be judged, since no 'expectations.log-retention' is configured") if {
	not _wanted_days
	count(_buckets) > 0
}

findings contains result.pass(input.account.id, count(_keeping), message) if {
	count(_keeping) > 0
	message := sprintf("buckets of trails keep log files for at least %v days", [_wanted_days])
}

findings contains result.with_evidence(result.fail(bucket_arn, message), {"rule": rule, "expires": expires, "wanted_days": _wanted_days}) if {
	some name, bucket_arn in _buckets
	some [of, rule, expires] in _early
	of == name
	message := sprintf("deletes log files by the rule '%v' before %v days are over", [rule, _wanted_days])
}

findings contains result.unknown(bucket_arn, "can't be judged, since its lifecycle was not read") if {
	_wanted_days
	some name, bucket_arn in _buckets
	not name in _read
}

_wanted_days := ceil(input.expectations["log-retention"] / 86400) if is_number(input.expectations["log-retention"])

_keeping contains name if {
	_wanted_days
	some name, _ in _buckets
	name in _read
	not name in _deleting
}

_read contains bucket.name if {
	some bucket in input.tables.s3_bucket_lifecycle
	bucket.name in _destinations
}

_deleting contains name if some [name, _, _] in _early

_early contains [bucket.name, rule.ID, rule.Expiration.Days] if {
	some bucket in input.tables.s3_bucket_lifecycle
	bucket.name in _destinations
	some rule in bucket.lifecycle_rules
	_touches_logs(bucket.name, rule)
	rule.Expiration.Days < _wanted_days
	is_number(rule.Expiration.Days)
	rule.Expiration.Days > 0
}

# A date deletes whatever is there on that day.
_early contains [bucket.name, rule.ID, rule.Expiration.Date] if {
	some bucket in input.tables.s3_bucket_lifecycle
	bucket.name in _destinations
	some rule in bucket.lifecycle_rules
	_touches_logs(bucket.name, rule)
	is_string(rule.Expiration.Date)
}

_touches_logs(name, rule) if {
	rule.Status == "Enabled"
	not _asks_for_tags(rule)
	some [of, log_prefix] in _log_prefixes
	of == name
	_overlap(_prefix(rule), log_prefix)
}

# CloudTrail gives its files no tags.
_asks_for_tags(rule) if is_object(rule.Filter.Tag)

_asks_for_tags(rule) if {
	is_array(rule.Filter.And.Tags)
	count(rule.Filter.And.Tags) > 0
}

_prefix(rule) := rule.Filter.And.Prefix if is_string(rule.Filter.And.Prefix)

else := rule.Filter.Prefix if {
	is_string(rule.Filter.Prefix)
}

else := rule.Prefix if {
	is_string(rule.Prefix)
}

else := ""

_overlap(one, other) if startswith(one, other)

_overlap(one, other) if startswith(other, one)

_log_prefixes contains [trail.s3_bucket_name, cloudtrail.root(trail.s3_key_prefix)] if {
	some trail in input.tables.cloudtrail_trails
}

_log_prefixes contains [trail.s3_bucket_name, cloudtrail.root(trail.s3_key_prefix)] if {
	some trail in input.organization.tables.cloudtrail_organization_trails
}

# The buckets of this account that a trail writes to, ARN by name.
_buckets := tally.known({[bucket.name, bucket.arn] |
	some bucket in input.tables.s3_buckets
	bucket.name in _destinations
})

_destinations contains trail.s3_bucket_name if some trail in input.tables.cloudtrail_trails

_destinations contains trail.s3_bucket_name if some trail in input.organization.tables.cloudtrail_organization_trails
