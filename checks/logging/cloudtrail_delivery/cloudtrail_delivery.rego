# METADATA
# title: CloudTrail trails deliver their log files
# description: Every trail of the account and the organization's trail are not stopped, have no delivery error, and delivered a log file in the last 24 hours.
# related_resources:
#   - ref: https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-log-file-examples.html
#   - ref: https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_GetTrailStatus.html
# schemas:
#   - input: schema.checks.logging.cloudtrail_delivery
# custom:
#   severity: critical
#   scope: account
#   inventory: [cloudtrail_trails, cloudtrail_organization_trails]
#   partial: region
#   requirements: [CT-09]
#   risk: A trail that is stopped or can't write looks like one in every list, while the log of the incident is not being kept.
#   fix: Start the trail, or repair what the delivery error names; delete a trail that is not wanted.
#   frameworks:
#     aws-well-architected: [SEC04-BP01]
#     nist-800-61r3: [PR.PS-04]
package checks.logging.cloudtrail_delivery

import future.keywords.not

import data.checks.lib.cloudtrail
import data.checks.lib.result

findings contains result.pass(input.account.id, count(_delivering), "trails deliver their log files") if count(_delivering) > 0

findings contains result.fail(input.account.id, "has no trail, so no log file is delivered") if {
	count(_trails) == 0
	count(_open) == 0
}

findings contains result.with_evidence(result.fail(trail.arn, message), {"stop_logging_time": trail.stop_logging_time}) if {
	some trail in _trails
	trail.is_logging == false
	message := sprintf("is %s that is stopped", [_whose(trail.is_organization_trail)])
}

findings contains result.with_evidence(result.fail(trail.arn, message), evidence) if {
	some trail in _trails
	trail.is_logging == true
	not trail.arn in _delivering
	message := sprintf("is %s that delivered no log file without error in the last 24 hours", [_whose(trail.is_organization_trail)])
	evidence := {"latest_delivery_time": trail.latest_delivery_time, "latest_delivery_error": trail.latest_delivery_error}
}

findings contains result.unknown(trail_arn, "can't be judged, since its status was not read") if {
	some trail_arn in _open
}

_a_day := 86400

_delivering contains trail.arn if {
	some trail in _trails
	trail.is_logging == true
	trail.latest_delivery_error in {null, ""}
	cloudtrail.is_recent(trail.latest_delivery_time, input.now, _a_day)
}

# A trail is given a day from its start.
_delivering contains trail.arn if {
	some trail in _trails
	trail.is_logging == true
	trail.latest_delivery_error in {null, ""}
	cloudtrail.is_recent(trail.start_logging_time, input.now, _a_day)
}

# Only the management account can change a trail of the organization.
_whose(true) := "the organization's trail"

_whose(organizational) := "a trail" if not organizational == true

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
