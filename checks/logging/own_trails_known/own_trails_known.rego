# METADATA
# title: Trails of the account write to known buckets and repeat nothing
# description: Every trail that the account made itself writes to one of its own buckets or to the bucket of the organization's trail, and does not record again the management events that a working trail of the organization records in all regions.
# related_resources:
#   - ref: https://docs.aws.amazon.com/awscloudtrail/latest/userguide/creating-trail-organization.html
# schemas:
#   - input: schema.checks.logging.own_trails_known
# custom:
#   severity: medium
#   scope: account
#   inventory: [cloudtrail_trails, cloudtrail_organization_trails, s3_buckets]
#   requirements: [CT-14]
#   risk: A forgotten or hostile trail hands the log of everything to a bucket that somebody else reads.
#   fix: Delete the trail, or let it write to the log archive and record only what the organization's trail does not.
package checks.logging.own_trails_known

import future.keywords.not

import data.checks.lib.cloudtrail
import data.checks.lib.result

findings contains result.not_applicable(input.account.id, "has no trail of its own besides those of the organization") if count(_own_trails) == 0

findings contains result.with_evidence(result.fail(trail.arn, message), {"bucket": trail.s3_bucket_name}) if {
	some trail in _own_trails
	trail.arn in _abroad
	message := sprintf("writes to the bucket %v, which is neither the account's nor the organization's", [trail.s3_bucket_name])
}

findings contains result.fail(trail.arn, "records again, at a price, what the organization's trail records") if {
	some trail in _own_trails
	trail.arn in _repeating
}

findings contains result.pass(input.account.id, count(_good), "trails of the account write to known buckets and repeat nothing") if {
	count(_good) > 0
}

_good := ({trail.arn | some trail in _own_trails} - _abroad) - _repeating

_own_trails contains trail if {
	some trail in input.tables.cloudtrail_trails
	[trail.arn, trail.region] in _own
	not trail.is_organization_trail == true
}

_own := cloudtrail.own(_places, input.account.id)

_places contains [trail.arn, trail.region, trail.home_region] if some trail in input.tables.cloudtrail_trails

_abroad contains trail.arn if {
	some trail in _own_trails
	not trail.s3_bucket_name in _known
}

_known contains bucket.name if some bucket in input.tables.s3_buckets

_known contains trail.s3_bucket_name if {
	some trail in input.organization.tables.cloudtrail_organization_trails
	is_string(trail.s3_bucket_name)
}

_repeating contains trail.arn if {
	_is_recorded_anyway
	some trail in _own_trails
	trail.is_logging == true
	gaps := cloudtrail.management_gaps(trail.has_custom_event_selectors, trail.event_selectors, trail.advanced_event_selectors)
	{"read events", "write events"} - gaps != set()
}

_is_recorded_anyway if {
	some trail in input.organization.tables.cloudtrail_organization_trails
	trail.is_logging == true
	trail.is_multi_region_trail == true
	cloudtrail.management_gaps(trail.has_custom_event_selectors, trail.event_selectors, trail.advanced_event_selectors) == set()
}
