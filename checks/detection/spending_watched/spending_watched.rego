# METADATA
# title: Unusual spending raises an alert
# description: The management account has an enabled alarm on a metric of AWS/Billing. Where it has none, somebody has to say that a budget or cost anomaly detection tells.
# related_resources:
#   - ref: https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/monitor_estimated_charges_with_cloudwatch.html
# schemas:
#   - input: schema.checks.detection.spending_watched
# custom:
#   severity: low
#   scope: account
#   inventory: [cloudwatch_alarms]
#   partial: region
#   requirements: [TOOL-14]
#   risk: Mining in a forgotten region runs until the bill comes.
#   fix: Create a billing alarm or cost anomaly detection in the management account, and attest the latter.
package checks.detection.spending_watched

import future.keywords.not

import data.checks.lib.result

findings contains result.not_applicable(input.account.id, "leaves that to the management account") if not input.account.management == true

findings contains result.pass(input.account.id, count(_alarms), "alarms watch what is spent") if {
	input.account.management == true
	count(_alarms) > 0
}

findings contains result.with_reason(result.unknown(input.account.id, message), "needs-attestation") if {
	input.account.management == true
	count(_alarms) == 0
	message := "has no billing alarm; somebody has to say that budgets or cost anomaly detection tell of unusual spending"
}

_alarms contains alarm.arn if {
	some alarm in input.tables.cloudwatch_alarms
	alarm.namespace == "AWS/Billing"
	alarm.actions_enabled == true
	some _ in alarm.alarm_actions
}
