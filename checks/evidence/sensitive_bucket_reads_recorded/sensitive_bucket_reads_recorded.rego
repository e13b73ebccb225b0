# METADATA
# title: Reads of sensitive buckets are recorded
# description: For every bucket whose tags call its data sensitive, a trail that logs or an event data store records who reads its objects.
# related_resources:
#   - ref: https://docs.aws.amazon.com/awscloudtrail/latest/userguide/logging-data-events-with-cloudtrail.html
# schemas:
#   - input: schema.checks.evidence.sensitive_bucket_reads_recorded
# custom:
#   severity: high
#   scope: account
#   inventory: [cloudtrail_trails, cloudtrail_organization_trails, cloudtrail_event_data_stores, s3_buckets, s3_bucket_tags]
#   requirements: [DB-01]
#   risk: Nobody can say which objects were stolen.
#   fix: Record read data events of the bucket with an advanced event selector.
package checks.evidence.sensitive_bucket_reads_recorded

import future.keywords.not

import data.checks.lib.cloudtrail
import data.checks.lib.result

findings contains result.unknown(input.account.id, message) if {
	count(_keys) == 0
	message := "cannot be judged, since no 'expectations.required-tags.data' is configured"
}

findings contains result.not_applicable(input.account.id, message) if {
	count(_keys) > 0
	count(_sensitive) == 0
	message := sprintf("has no bucket whose tags call it sensitive; %d of %d have no data class", [_unclassified, count(input.tables.s3_bucket_tags)])
}

findings contains result.fail(bucket.arn, "holds sensitive data, and nobody records who reads it") if {
	count(_keys) > 0
	count(_hidden) == 0
	some bucket in input.tables.s3_buckets
	bucket.name in _sensitive
	not bucket.name in _recorded
}

findings contains result.unknown(bucket.arn, "holds sensitive data, and trails that may record it could not be read") if {
	count(_keys) > 0
	count(_hidden) > 0
	some bucket in input.tables.s3_buckets
	bucket.name in _sensitive
	not bucket.name in _recorded
}

findings contains result.pass(input.account.id, count(good), message) if {
	count(_keys) > 0
	good := _sensitive & _recorded
	count(good) > 0
	message := sprintf("sensitive buckets have their reads recorded; %d of %d buckets have no data class", [_unclassified, count(input.tables.s3_bucket_tags)])
}

# Words that organizations use for data whose theft must be told.
_words := {"pii", "personal", "confidential", "restricted", "secret", "sensitive", "highly-confidential", "phi", "pci"}

_keys := object.get(object.get(input.expectations, "required-tags", {}), "data", []) if is_object(input.expectations["required-tags"])

_keys := [] if not is_object(input.expectations["required-tags"])

_classes contains [bucket.name, lower(bucket.tags[key])] if {
	some bucket in input.tables.s3_bucket_tags
	some key in _keys
	is_string(bucket.tags[key])
}

_sensitive contains name if {
	some [name, class] in _classes
	class in _words
}

_unclassified := count(input.tables.s3_bucket_tags) - count({name | some [name, _] in _classes})

_recorded contains bucket.name if {
	some bucket in input.tables.s3_buckets
	bucket.name in _sensitive
	some selectors in _selectors
	cloudtrail.records_object_reads(selectors.classic, selectors.advanced, bucket.arn)
}

_selectors contains {"classic": trail.event_selectors, "advanced": trail.advanced_event_selectors} if {
	some trail in _trails
	trail.is_logging == true
}

_selectors contains {"classic": null, "advanced": store.advanced_event_selectors} if {
	some store in input.tables.cloudtrail_event_data_stores
	store.status == "ENABLED"
}

# A trail counts once, where its state can be read: in its home region, in the account that owns it. An organization trail
# is read through the management account, and records every member.
_trails contains trail if {
	some trail in input.tables.cloudtrail_trails
	is_boolean(trail.is_logging)
	trail.region == trail.home_region
}

_trails contains trail if {
	some trail in input.organization.tables.cloudtrail_organization_trails
	is_boolean(trail.is_logging)
	trail.is_organization_trail == true
	not trail.arn in _own
}

_own contains trail.arn if {
	some trail in input.tables.cloudtrail_trails
	is_boolean(trail.is_logging)
	trail.region == trail.home_region
}

# Trails that show in the account, but whose state nobody could read.
_hidden contains trail.arn if {
	some trail in input.tables.cloudtrail_trails
	is_string(trail.arn)
	not trail.arn in _visible
}

_visible contains trail.arn if some trail in _trails
