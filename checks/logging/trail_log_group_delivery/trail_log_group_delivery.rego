# METADATA
# title: Trails that write to CloudWatch Logs arrive there
# description: Every trail of the account that names a log group and logs now delivered to it within the last day, without an error since.
# related_resources:
#   - ref: https://docs.aws.amazon.com/awscloudtrail/latest/userguide/monitor-cloudtrail-log-files-with-cloudwatch-logs.html
# schemas:
#   - input: schema.checks.logging.trail_log_group_delivery
# custom:
#   severity: medium
#   scope: account
#   inventory: [cloudtrail_trails]
#   partial: region
#   requirements: [CT-13]
#   risk: Alarms and searches on the log group stay silent, and look healthy.
#   fix: Give the trail a role that may write to the log group, and set both anew.
#   frameworks:
#     nist-800-61r3: [PR.PS-04]
package checks.logging.trail_log_group_delivery

import future.keywords.not

import data.checks.lib.cloudtrail
import data.checks.lib.result

findings contains result.not_applicable(input.account.id, "has no trail of its own that writes to CloudWatch Logs") if count(_judged) == 0

findings contains result.with_evidence(result.fail(trail.arn, message), evidence) if {
	some trail in input.tables.cloudtrail_trails
	[trail.arn, trail.region] in _judged
	not trail.arn in _arriving
	message := "names a log group, and its events do not arrive there"
	evidence := {
		"log_group_arn": trail.log_group_arn,
		"latest_delivery": trail.latest_cloudwatch_logs_delivery_time,
		"error": trail.latest_cloudwatch_logs_delivery_error,
	}
}

findings contains result.pass(input.account.id, count(_good), "trails arrive in CloudWatch Logs") if count(_good) > 0

_good := {trail_arn | some [trail_arn, _] in _judged} & _arriving

_judged contains [trail.arn, trail.region] if {
	some trail in input.tables.cloudtrail_trails
	[trail.arn, trail.region] in _own
	not trail.log_group_arn in {null, ""}
	trail.is_logging == true
}

_own := cloudtrail.own(_places, input.account.id)

_places contains [trail.arn, trail.region, trail.home_region] if some trail in input.tables.cloudtrail_trails

_arriving contains trail.arn if {
	some trail in input.tables.cloudtrail_trails
	[trail.arn, trail.region] in _own
	trail.latest_cloudwatch_logs_delivery_error in {null, ""}
	cloudtrail.is_recent(trail.latest_cloudwatch_logs_delivery_time, input.now, 86400)
}
