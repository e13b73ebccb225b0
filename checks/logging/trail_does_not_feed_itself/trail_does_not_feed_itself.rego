# METADATA
# title: Trails do not record their own deliveries
# description: No trail records writes into the bucket that it writes to, since each delivery of logs would be an event that is delivered in turn. Looked at in the account that has the bucket, for its own trails and for the organization's.
# related_resources:
#   - ref: https://docs.aws.amazon.com/awscloudtrail/latest/userguide/logging-data-events-with-cloudtrail.html
# schemas:
#   - input: schema.checks.logging.trail_does_not_feed_itself
# custom:
#   severity: low
#   scope: account
#   inventory: [s3_buckets, cloudtrail_trails, cloudtrail_organization_trails]
#   requirements: [DB-04]
#   risk: Data events grow without end and cost, and the reads that matter drown in records of the trail itself.
#   fix: Leave the trail's bucket out of its data events with a selector resources.ARN NotStartsWith.
package checks.logging.trail_does_not_feed_itself

import future.keywords.not

import data.checks.lib.cloudtrail
import data.checks.lib.result

findings contains result.pass(input.account.id, count(_quiet), "trails leave their own bucket out of their data events") if {
	count(_quiet) > 0
}

findings contains result.not_applicable(input.account.id, "has no bucket that receives data events from a trail") if {
	count(_recording) == 0
	count(_open) == 0
}

findings contains result.with_evidence(result.fail(trail.arn, message), {"bucket": trail.bucket}) if {
	some trail in (_recording - _quiet)
	message := sprintf("records what it writes itself to the bucket %s", [trail.bucket])
}

findings contains result.unknown(trail.arn, "does not tell what it records") if some trail in _open

# --- Trails with data events that write to buckets of the account -----------------------------------------------------

_recording contains _named(trail) if {
	some trail in _trails
	cloudtrail.records_data(trail.event_selectors, trail.advanced_event_selectors)
}

_quiet contains _named(trail) if {
	some trail in _trails
	cloudtrail.records_data(trail.event_selectors, trail.advanced_event_selectors)
	object_arn := _delivery(trail)
	not cloudtrail.records_object_write(trail.event_selectors, trail.advanced_event_selectors, object_arn)
}

_open contains _named(trail) if {
	some trail in _trails
	not cloudtrail.is_read(trail.has_custom_event_selectors, trail.event_selectors, trail.advanced_event_selectors)
}

_named(trail) := {"arn": trail.arn, "bucket": trail.s3_bucket_name}

# An object as the trail delivers it.
_delivery(trail) := sprintf("arn:%s:s3:::%s/%s%sCloudTrail/%s/2026/01/01/log.json.gz", [
	input.account.partition,
	trail.s3_bucket_name,
	cloudtrail.log_prefix(trail.s3_key_prefix, folder),
	_member(trail.is_organization_trail),
	trail.home_region,
]) if {
	folder := cloudtrail.folder(trail.arn, trail.is_organization_trail, input.organization.id)
}

# Under the organization's folder each account has its own.
_member(true) := sprintf("%s/", [input.account.id])

_member(organizational) := "" if not organizational == true

# The account's own trails as it sees them, the organization's as the management account does.
_trails contains trail if {
	some trail in input.tables.cloudtrail_trails
	not trail.is_organization_trail == true
	_is_kept_here(trail)
}

_trails contains trail if {
	some trail in input.organization.tables.cloudtrail_organization_trails
	_is_kept_here(trail)
}

_is_kept_here(trail) if {
	trail.is_logging == true
	trail.s3_bucket_name in _own_buckets
}

_own_buckets := {bucket.name | some bucket in input.tables.s3_buckets}
