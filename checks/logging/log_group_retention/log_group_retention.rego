# METADATA
# title: Log groups of security logs are kept for a decided time
# description: Every CloudWatch log group that by its name or as a trail's destination holds security logs (trails, flow logs, DNS, WAF, firewall, EKS, databases, audit) has an explicit retention of at least the configured log retention, and is not of class DELIVERY, which keeps one day.
# related_resources:
#   - ref: https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/Working-with-log-groups-and-streams.html
# schemas:
#   - input: schema.checks.logging.log_group_retention
# custom:
#   severity: medium
#   scope: account
#   inventory: [logs_log_groups, cloudtrail_trails]
#   partial: region
#   requirements: [CW-01]
#   risk: Logs that were dropped before the incident was found are missing when the way in is looked for.
#   fix: Set a retention for the log group that is at least the log retention.
#   frameworks:
#     aws-well-architected: [SEC04-BP01]
#     nist-800-61r3: [PR.PS-04]
package checks.logging.log_group_retention

import future.keywords.not

import data.checks.lib.logs
import data.checks.lib.result

findings contains result.not_applicable(input.account.id, "has no log group of security logs") if count(_groups) == 0

findings contains result.unknown(input.account.id, message) if {
	not _wanted_days
	some group in _groups
	is_number(group.retention_in_days)
	message := "can't be judged in full, since no 'expectations.log-retention' is configured"
}

findings contains result.pass(input.account.id, count(_kept), message) if {
	count(_kept) > 0
	message := sprintf("log groups of security logs are kept for at least %v days", [_wanted_days])
}

findings contains result.in_region(_fault(group.arn, message, group.retention_in_days, group.class), group.region) if {
	some group in _groups
	group.class == "DELIVERY"
	message := "is of class DELIVERY, so its events are gone after a day"
}

findings contains result.in_region(_fault(group.arn, message, group.retention_in_days, group.class), group.region) if {
	some group in _groups
	not is_number(group.retention_in_days)
	group.class != "DELIVERY"
	message := "has no retention: it is kept for ever, and nobody decided so"
}

findings contains result.in_region(_fault(group.arn, message, group.retention_in_days, group.class), group.region) if {
	some group in _groups
	group.class != "DELIVERY"
	is_number(group.retention_in_days)
	group.retention_in_days < _wanted_days
	message := sprintf("is kept for %v days and not for %v", [group.retention_in_days, _wanted_days])
}

_fault(group_arn, message, days, class) := result.with_evidence(
	result.fail(group_arn, message),
	{"retention_in_days": days, "log_group_class": class},
)

_wanted_days := ceil(input.expectations["log-retention"] / 86400) if is_number(input.expectations["log-retention"])

_kept contains group.arn if {
	some group in _groups
	group.class != "DELIVERY"
	is_number(group.retention_in_days)
	group.retention_in_days >= _wanted_days
}

_groups contains group if {
	some log_group in input.tables.logs_log_groups
	_holds_security_logs(log_group.name, log_group.log_group_arn)
	group := {
		"arn": _first([log_group.log_group_arn, log_group.name]),
		"region": log_group.region,
		"retention_in_days": log_group.retention_in_days,
		"class": _first([log_group.log_group_class, "STANDARD"]),
	}
}

_holds_security_logs(_, group_arn) if group_arn in _of_trails

_holds_security_logs(name, _) if logs.are_security_logs(name)

# A trail names its group with ":*" at the end.
_of_trails contains trim_suffix(trail.log_group_arn, ":*") if {
	some trail in input.tables.cloudtrail_trails
	trail.log_group_arn != null
}

_first(texts) := [text | some text in texts; is_string(text); text != ""][0]
