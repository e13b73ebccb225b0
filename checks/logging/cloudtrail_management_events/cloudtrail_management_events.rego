# METADATA
# title: CloudTrail trails record all management events
# description: A trail that records every region now takes down read and write management events and excludes no event source such as kms.amazonaws.com. Classic and advanced event selectors are understood, and a trail without any, which records all management events.
# related_resources:
#   - ref: https://docs.aws.amazon.com/awscloudtrail/latest/userguide/logging-management-events-with-cloudtrail.html
# schemas:
#   - input: schema.checks.logging.cloudtrail_management_events
# custom:
#   severity: high
#   scope: account
#   inventory: [cloudtrail_trails, cloudtrail_organization_trails]
#   partial: self
#   requirements: [CT-04, CT-05]
#   risk: Reads show what an intruder looked at, and uses of keys show what was decrypted. What the selectors leave out can't be had later.
#   fix: Let the trail record management events of type All, and exclude no event sources.
#   frameworks:
#     aws-sir: [select-and-enable-log-sources]
#     aws-well-architected: [SEC04-BP01]
#     cis-aws-5.0: ["3.1"]
#     mitre-attack: [DS0025]
#     nist-800-61r3: [PR.PS-04]
package checks.logging.cloudtrail_management_events

import future.keywords.not

import data.checks.lib.cloudtrail
import data.checks.lib.result

findings contains result.pass(input.account.id, count(_complete), "trails record all management events") if count(_complete) > 0

findings contains result.fail(input.account.id, "has no trail of all regions that logs now, so management events are lost") if {
	_is_judged
	count(_recording) == 0
}

findings contains result.with_evidence(result.fail(trail_arn, message), {"left_out": gaps}) if {
	_is_judged
	some [trail_arn, gaps] in _gaps
	message := sprintf("leaves out %s", [concat(", ", gaps)])
}

findings contains result.unknown(input.account.id, message) if {
	count(_complete) == 0
	count(_open) > 0
	message := sprintf("can't be judged, since nobody could tell what %s records", [cloudtrail.named(_open)])
}

findings contains result.unknown(input.account.id, message) if {
	count(_complete) == 0
	count(_open) == 0
	_is_unread
	message := "has no trail that records all management events among those that could be read; some could not"
}

_is_judged if {
	count(_complete) == 0
	count(_open) == 0
	not _is_unread
}

_complete contains trail_arn if {
	some [trail_arn, gaps] in _gaps
	count(gaps) == 0
}

_gaps contains [trail.arn, gaps] if {
	some trail in _trails
	trail.arn in _recording
	gaps := cloudtrail.management_gaps(
		trail.has_custom_event_selectors,
		trail.event_selectors,
		trail.advanced_event_selectors,
	)
}

_open contains trail.arn if {
	some trail in _trails
	not trail.is_logging == false
	not cloudtrail.management_gaps(
		trail.has_custom_event_selectors,
		trail.event_selectors,
		trail.advanced_event_selectors,
	)
}

_recording contains trail.arn if {
	some trail in _trails
	trail.is_logging == true
	trail.is_multi_region_trail == true
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

_known contains trail.arn if some trail in _trails

_is_unread if {
	some gaps in input.unreadable
	count(gaps) > 0
}
