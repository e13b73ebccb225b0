# METADATA
# title: Enabled regions are all recorded by CloudTrail
# description: Each region that is enabled in the account, opt-in regions included, is recorded by a trail that logs management events now, which is either a trail of all regions, which follows enabled regions by itself, or a trail of that region.
# related_resources:
#   - ref: https://docs.aws.amazon.com/awscloudtrail/latest/userguide/receive-cloudtrail-log-files-from-multiple-regions.html
# schemas:
#   - input: schema.checks.logging.cloudtrail_region_coverage
# custom:
#   severity: high
#   scope: account
#   inventory: [cloudtrail_trails, cloudtrail_organization_trails]
#   partial: self
#   requirements: [CT-07]
#   risk: Intruders start instances where nobody looks. A region without a trail is such a place.
#   fix: Record all regions with one trail of all regions instead of a trail for each region.
#   frameworks:
#     aws-well-architected: [SEC04-BP01]
#     cis-aws-5.0: ["3.1"]
#     mitre-attack: [DS0025]
#     nist-800-61r3: [PR.PS-04]
package checks.logging.cloudtrail_region_coverage

import future.keywords.not

import data.checks.lib.cloudtrail
import data.checks.lib.result

findings contains result.pass(input.account.id, count(_regions), "enabled regions are recorded") if {
	count(_regions) > 0
	count(_regions - _recorded) == 0
}

findings contains result.unknown(input.account.id, "can't be judged, since its enabled regions are not known") if {
	count(_regions) == 0
}

findings contains result.in_region(result.fail(input.account.id, "is not recorded by a trail in this region"), region) if {
	some region in (_regions - _recorded)
	count(_open) == 0
	not _is_unread
}

findings contains result.in_region(result.unknown(input.account.id, message), region) if {
	some region in (_regions - _recorded)
	count(_open) > 0
	message := sprintf("can't be judged in this region, since nobody could tell whether %s logs", [cloudtrail.named(_open)])
}

findings contains result.in_region(result.unknown(input.account.id, message), region) if {
	some region in (_regions - _recorded)
	count(_open) == 0
	_is_unread
	message := "is not recorded in this region by the trails that could be read; some could not"
}

_regions contains region if some region in input.account.regions

_recorded contains trail.home_region if {
	some trail in _trails
	trail.is_logging == true
	cloudtrail.records_management(trail.has_custom_event_selectors, trail.event_selectors, trail.advanced_event_selectors) == true
}

_recorded contains region if {
	some trail in _trails
	trail.is_logging == true
	trail.is_multi_region_trail == true
	cloudtrail.records_management(trail.has_custom_event_selectors, trail.event_selectors, trail.advanced_event_selectors) == true
	some region in _regions
}

# The trails that record the account, each once: its own as it sees them, the organization's as the management account does.
_trails contains trail if {
	some trail in input.tables.cloudtrail_trails
	[trail.arn, trail.region] in _own
}

_trails contains trail if {
	some trail in input.organization.tables.cloudtrail_organization_trails
	not trail.arn in {trail_arn | some [trail_arn, _] in _own}
}

_own := cloudtrail.own(_places, input.account.id)

_places contains [trail.arn, trail.region, trail.home_region] if some trail in input.tables.cloudtrail_trails

# Trails of which nobody can tell whether they log: the organization's, when the management account does not show them.
_open contains trail.arn if {
	some trail in input.tables.cloudtrail_trails
	not trail.arn in _known
}

_open contains trail.arn if {
	some trail in _trails
	not is_boolean(trail.is_logging)
}

# Its selectors were not read.
_open contains trail.arn if {
	some trail in _trails
	trail.is_logging == true
	not is_boolean(cloudtrail.records_management(trail.has_custom_event_selectors, trail.event_selectors, trail.advanced_event_selectors))
}

_known contains trail.arn if some trail in _trails

_is_unread if {
	some gaps in input.unreadable
	count(gaps) > 0
}
