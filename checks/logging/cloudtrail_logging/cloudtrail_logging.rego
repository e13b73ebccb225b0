# METADATA
# title: Accounts are recorded by a CloudTrail trail of all regions that logs now
# description: At least one trail that covers every region is logging management events now, be it the account's or the organization's. Shadows of the organization's trail are judged by what its owner, the management account, says of it. Where the logs go, and whether events are left out, other checks judge.
# related_resources:
#   - ref: https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-concepts.html
#   - ref: https://docs.aws.amazon.com/awscloudtrail/latest/userguide/creating-trail-organization.html
# schemas:
#   - input: schema.checks.logging.cloudtrail_logging
# custom:
#   severity: critical
#   scope: account
#   inventory: [cloudtrail_trails, cloudtrail_organization_trails]
#   partial: self
#   requirements: [CT-01, CT-03]
#   risk: Without a trail there is only the event history, which holds management events of 90 days, one region at a time.
#   fix: Record all accounts with one organization trail of all regions, and start it if it is stopped.
#   frameworks:
#     aws-sir: [select-and-enable-log-sources]
#     aws-well-architected: [SEC04-BP01]
#     cis-aws-5.0: ["3.1"]
#     mitre-attack: [DS0025]
#     nist-800-61r3: [PR.PS-04]
package checks.logging.cloudtrail_logging

import future.keywords.not

import data.checks.lib.cloudtrail
import data.checks.lib.result

findings contains result.pass(input.account.id, count(_recording), "trails record every region now") if count(_recording) > 0

findings contains result.fail(input.account.id, "has no trail") if {
	_is_judged
	count(_trails) == 0
}

findings contains result.with_evidence(result.fail(input.account.id, message), {"trails": _states}) if {
	_is_judged
	count(_trails) > 0
	message := "has no trail that records every region now"
}

findings contains result.unknown(input.account.id, message) if {
	count(_recording) == 0
	count(_open) > 0
	message := sprintf("can't be judged, since nobody could tell whether %s logs", [cloudtrail.named(_open)])
}

findings contains result.unknown(input.account.id, message) if {
	count(_recording) == 0
	count(_open) == 0
	_is_unread
	message := "has no trail that records every region now among those that could be read; some could not"
}

_is_judged if {
	count(_recording) == 0
	count(_open) == 0
	not _is_unread
}

_recording contains trail.arn if {
	some trail in _trails
	trail.is_logging == true
	trail.is_multi_region_trail == true
	cloudtrail.records_management(trail.has_custom_event_selectors, trail.event_selectors, trail.advanced_event_selectors) == true
}

_states := {state |
	some trail in _trails
	state := {
		"arn": trail.arn,
		"is_logging": trail.is_logging,
		"is_multi_region_trail": trail.is_multi_region_trail,
		"home_region": trail.home_region,
		"records_management_events": _records(trail.has_custom_event_selectors, trail.event_selectors, trail.advanced_event_selectors),
	}
}

_records(custom, classic, advanced) := records if {
	records := cloudtrail.records_management(custom, classic, advanced)
} else := null

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
