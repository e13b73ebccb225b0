# METADATA
# title: Organization is recorded by exactly one healthy organization trail
# description: The management account has exactly one organization trail that covers all regions, logs now, records management events and delivers without error. Further organization trails that record data events only are not counted.
# related_resources:
#   - ref: https://docs.aws.amazon.com/awscloudtrail/latest/userguide/creating-trail-organization.html
# schemas:
#   - input: schema.checks.logging.cloudtrail_organization_trail
# custom:
#   severity: high
#   scope: organization
#   inventory: [cloudtrail_organization_trails]
#   requirements: [CT-02]
#   risk: Trails that each account keeps for itself are missing in new accounts and can be stopped by whoever takes an account over. A second trail of the same events is paid for and watched by nobody.
#   fix: Create one organization trail of all regions in the management account, and delete doubles.
#   frameworks:
#     aws-well-architected: [SEC04-BP01]
#     mitre-attack: [DS0025]
#     nist-800-61r3: [PR.PS-04]
package checks.logging.cloudtrail_organization_trail

import future.keywords.not

import data.checks.lib.cloudtrail
import data.checks.lib.result

findings contains result.pass(input.organization.id, 1, "has one organization trail that records every region now") if {
	count(_main) == 1
	count(_unread) == 0
}

findings contains result.with_evidence(result.fail(input.organization.id, message), {"trails": _main}) if {
	count(_main) > 1
	message := sprintf("records management events with %d organization trails at once", [count(_main)])
}

findings contains result.fail(input.organization.id, "has no organization trail") if count(_trails) == 0

findings contains result.fail(input.organization.id, message) if {
	count(_trails) > 0
	count(_main) == 0
	count(_unread) == 0
	message := "has no organization trail that records management events of every region now and delivers them"
}

findings contains result.unknown(trail_arn, "can't be judged, since its status or its selectors were not read") if {
	some trail_arn in _unread
}

findings contains result.fail(trail.arn, "is an organization trail that is stopped") if {
	some trail in _trails
	trail.is_logging == false
}

findings contains result.with_evidence(result.fail(trail.arn, message), {"error": trail.latest_delivery_error}) if {
	some trail in _trails
	trail.is_logging == true
	not trail.latest_delivery_error in {null, ""}
	message := "is an organization trail that can't deliver its logs"
}

_trails := input.organization.tables.cloudtrail_organization_trails

_main contains trail.arn if {
	some trail in _trails
	trail.is_logging == true
	trail.is_multi_region_trail == true
	trail.latest_delivery_error in {null, ""}
	gaps := cloudtrail.management_gaps(
		trail.has_custom_event_selectors,
		trail.event_selectors,
		trail.advanced_event_selectors,
	)
	gaps & {"read events", "write events"} == set()
}

_unread contains trail.arn if {
	some trail in _trails
	not is_boolean(trail.is_logging)
}

_unread contains trail.arn if {
	some trail in _trails
	not trail.is_logging == false
	not cloudtrail.management_gaps(
		trail.has_custom_event_selectors,
		trail.event_selectors,
		trail.advanced_event_selectors,
	)
}
