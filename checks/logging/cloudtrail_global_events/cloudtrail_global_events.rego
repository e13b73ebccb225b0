# METADATA
# title: CloudTrail trails record events of global services
# description: A trail that logs now includes global service events (IAM, STS, CloudFront) and covers all regions, and records management events that write. Since November 2021 these events belong to us-east-1 (us-gov-west-1), so a trail of that region alone also counts.
# related_resources:
#   - ref: https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-concepts.html
# schemas:
#   - input: schema.checks.logging.cloudtrail_global_events
# custom:
#   severity: critical
#   scope: account
#   inventory: [cloudtrail_trails, cloudtrail_organization_trails]
#   partial: self
#   requirements: [CT-06]
#   risk: New users, keys, roles and sign-ins are events of global services. Without them nobody sees how an intruder got in and stays in.
#   fix: Make the trail one of all regions, which includes global service events.
#   frameworks:
#     aws-well-architected: [SEC04-BP01]
#     mitre-attack: [DS0025]
#     nist-800-61r3: [PR.PS-04]
package checks.logging.cloudtrail_global_events

import future.keywords.not

import data.checks.lib.cloudtrail
import data.checks.lib.result

findings contains result.pass(input.account.id, count(_recording), "trails record events of global services") if count(_recording) > 0

findings contains result.with_evidence(result.fail(input.account.id, message), {"trails": _states}) if {
	_is_judged
	message := "has no trail that records events of IAM, STS and other global services now"
}

findings contains result.unknown(input.account.id, message) if {
	count(_recording) == 0
	count(_open) > 0
	message := sprintf("can't be judged, since nobody could tell whether %s logs them", [cloudtrail.named(_open)])
}

findings contains result.unknown(input.account.id, message) if {
	count(_recording) == 0
	count(_open) == 0
	_is_unread
	message := "has no trail that records events of global services among those that could be read; some could not"
}

_is_judged if {
	count(_recording) == 0
	count(_open) == 0
	not _is_unread
}

_recording contains trail.arn if {
	some trail in _trails
	trail.is_logging == true
	trail.include_global_service_events == true
	_reaches_global_services(trail.is_multi_region_trail, trail.home_region)
	left_out := _left_out(trail.has_custom_event_selectors, trail.event_selectors, trail.advanced_event_selectors)
	is_set(left_out)
	not "write events" in left_out
}

_reaches_global_services(true, _)

_reaches_global_services(_, region) if region == _home_of[input.account.partition]

_home_of := {"aws": "us-east-1", "aws-us-gov": "us-gov-west-1"}

# A trail of data events alone records no event of these services, whatever its flag says.
_left_out(custom, classic, advanced) := gaps if {
	gaps := cloudtrail.management_gaps(custom, classic, advanced)
} else := null

_states := {state |
	some trail in _trails
	state := {
		"arn": trail.arn,
		"is_logging": trail.is_logging,
		"is_multi_region_trail": trail.is_multi_region_trail,
		"include_global_service_events": trail.include_global_service_events,
		"left_out": _left_out(trail.has_custom_event_selectors, trail.event_selectors, trail.advanced_event_selectors),
	}
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

_open contains trail.arn if {
	some trail in _trails
	trail.is_logging == true
	_left_out(trail.has_custom_event_selectors, trail.event_selectors, trail.advanced_event_selectors) == null
}

_known contains trail.arn if some trail in _trails

_is_unread if {
	some gaps in input.unreadable
	count(gaps) > 0
}
