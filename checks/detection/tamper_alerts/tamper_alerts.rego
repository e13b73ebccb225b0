# METADATA
# title: Switching off logs and detectors raises an alert
# description: In every region an enabled rule of EventBridge, or an alarm on a metric of the trail's log group, reacts when somebody stops or weakens trails, detectors, flow logs or Config. Where none does, somebody has to say that the SIEM alerts.
# related_resources:
#   - ref: https://docs.aws.amazon.com/securityhub/latest/userguide/cloudwatch-controls.html
# schemas:
#   - input: schema.checks.detection.tamper_alerts
# custom:
#   severity: high
#   scope: account
#   inventory: [events_rules, logs_metric_filters, cloudwatch_alarms, cloudtrail_trails]
#   partial: region
#   requirements: [CT-16]
#   risk: The first thing that a careful intruder does is to switch off what would record the second.
#   fix: Create a rule for these calls in each region, or attest that a search of the SIEM alerts on them.
#   frameworks:
#     nist-800-61r3: [DE.AE-06]
package checks.detection.tamper_alerts

import future.keywords.not

import data.checks.lib.arn
import data.checks.lib.events
import data.checks.lib.result

findings contains result.in_region(result.pass(input.account.id, count(_calls), "calls that switch off logs and detectors raise an alert"), region) if {
	some region in input.account.regions
	count(_missing[region]) == 0
}

findings contains finding if {
	some region in input.account.regions
	count(_missing[region]) > 0
	message := sprintf("has no alert here on %s; somebody has to say that the SIEM alerts", [concat(", ", sort(_missing[region]))])
	open := result.with_evidence(result.unknown(input.account.id, message), {"missing": sort(_missing[region])})
	finding := result.in_region(result.with_reason(open, "needs-attestation"), region)
}

findings contains result.unknown(input.account.id, "has no enabled region that is known") if count(input.account.regions) == 0

_calls := {
	"StopLogging": "cloudtrail",
	"DeleteTrail": "cloudtrail",
	"UpdateTrail": "cloudtrail",
	"PutEventSelectors": "cloudtrail",
	"DeleteDetector": "guardduty",
	"UpdateDetector": "guardduty",
	"DeleteFlowLogs": "ec2",
	"StopConfigurationRecorder": "config",
	"DeleteConfigurationRecorder": "config",
}

_missing := {region: missing |
	some region in input.account.regions
	heard := {call | some [there, call] in _heard; there == region}
	missing := (object.keys(_calls) - _metered) - heard
}

# --- Rules ----------------------------------------------------------------------------------------------------------

_heard contains [rule.region, call] if {
	some rule in input.tables.events_rules
	rule.state in events.enabled
	events.on_default(rule.event_bus_name)
	some _ in rule.targets
	pattern := events.of_place(rule.event_pattern, input.account.id, rule.region)
	some call, service in _calls
	events.carries_call(pattern, service, call)
}

# --- Alarms on metrics of a trail's log group, which has the calls of all its regions -------------------------------

_metered contains call if {
	some filter in input.tables.logs_metric_filters
	[filter.region, filter.log_group_name] in _groups
	[filter.region, filter.metric_namespace, filter.metric_name] in _alarmed
	is_string(filter.filter_pattern)
	_is_unconditional(filter.filter_pattern)
	some found in regex.find_all_string_submatch_n(`eventName\s*=\s*"?([A-Za-z]+)`, filter.filter_pattern, -1)
	call := found[1]
}

# What "&&" adds lets only some calls through, unless it says of which service they are or that they went well.
_is_unconditional(pattern) if not contains(pattern, "&&")

_is_unconditional(pattern) if {
	rest := regex.replace(pattern, `\$\.errorCode\s+NOT\s+EXISTS`, "")
	fields := {found[1] | some found in regex.find_all_string_submatch_n(`\$\.([A-Za-z.]+)`, rest, -1)}
	fields - {"eventName", "eventSource"} == set()
}

_groups contains [parts.region, trim_suffix(trim_prefix(parts.resource, "log-group:"), ":*")] if {
	some trail in input.tables.cloudtrail_trails
	trail.is_logging == true
	trail.is_multi_region_trail == true
	parts := arn.parse(trail.log_group_arn)
}

_alarmed contains [alarm.region, alarm.namespace, alarm.metric_name] if {
	some alarm in input.tables.cloudwatch_alarms
	alarm.actions_enabled == true
	some _ in alarm.alarm_actions
}
