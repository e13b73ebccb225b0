# METADATA
# title: Security logs in CloudWatch are kept for the agreed time
# description: Every log group whose name speaks of a security log has an explicit retention that is not shorter than the configured one, and is not of the delivery class.
# related_resources:
#   - ref: https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/Working-with-log-groups-and-streams.html
# schemas:
#   - input: schema.checks.logging.log_group_retention
# custom:
#   severity: medium
#   scope: account
#   inventory: [logs_log_groups]
#   partial: region
#   requirements: [CW-01]
#   risk: The log is gone when the attack is found.
#   fix: Set the retention of the log group.
package checks.logging.log_group_retention

import future.keywords.not

import data.checks.lib.result

findings contains result.unknown(input.account.id, message) if {
	not is_number(input.expectations["log-retention"])
	message := "cannot be judged, since no 'expectations.log-retention' is configured"
}

findings contains result.not_applicable(input.account.id, "has no log group that speaks of a security log") if {
	is_number(input.expectations["log-retention"])
	count(_relevant) == 0
}

findings contains finding if {
	is_number(input.expectations["log-retention"])
	some group in input.tables.logs_log_groups
	group.name in _relevant
	not group.name in _kept
	finding := result.in_region(
		result.with_evidence(
			result.fail(group.name, "is not kept for the agreed time by a decision"),
			{"retention_in_days": group.retention_in_days, "log_group_class": group.log_group_class},
		),
		group.region,
	)
}

findings contains result.in_region(result.pass(input.account.id, count(good), "security log groups are kept"), region) if {
	is_number(input.expectations["log-retention"])
	some region in {group.region | some group in input.tables.logs_log_groups}
	good := {group.name |
		some group in input.tables.logs_log_groups
		group.region == region
		group.name in _relevant
		group.name in _kept
	}
	count(good) > 0
}

_relevant contains group.name if {
	some group in input.tables.logs_log_groups
	regex.match(`(?i)cloudtrail|flow-?log|resolver|dns-?quer|waf|guardduty|securityhub|/aws/eks/|/aws/rds/|audit|vpn`, group.name)
}

# Without a retention a log group is kept for ever, but by nobody's decision.
_kept contains group.name if {
	some group in input.tables.logs_log_groups
	is_number(group.retention_in_days)
	group.retention_in_days * 86400 >= input.expectations["log-retention"]
	not group.log_group_class == "DELIVERY"
}
