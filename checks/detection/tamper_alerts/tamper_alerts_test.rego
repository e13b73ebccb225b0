package checks.detection.tamper_alerts_test

import data.checks.detection.tamper_alerts as check
import data.checks.lib.expect

test_pass_rule if expect.verdicts(_answer({"rules": [_rule({})]}), {["111111111111", "pass"]})

test_pass_rule_of_this_place if {
	pattern := {"account": ["111111111111"], "region": ["us-east-1"], "detail-type": ["AWS API Call via CloudTrail"]}
	expect.verdicts(_answer({"rules": [_rule({"event_pattern": pattern})]}), {["111111111111", "pass"]})
}

test_pass_rules_by_service if {
	rules := [_rule({"event_pattern": {"source": [sprintf("aws.%s", [service])], "detail-type": ["AWS API Call via CloudTrail"]}}) |
		some service in ["cloudtrail", "guardduty", "ec2", "config"]
	]
	expect.verdicts(_answer({"rules": rules}), {["111111111111", "pass"]})
}

test_pass_metric_and_alarm if {
	given := {"filters": [_filter({})], "alarms": [_alarm({})], "trails": [_trail({})]}
	expect.verdicts(_answer(given), {["111111111111", "pass"]})
}

test_pass_metric_of_calls_of_a_service_that_went_well if {
	pattern := sprintf("{ ($.eventSource = *) && ($.errorCode NOT EXISTS) && (%s) }", [_filter({}).filter_pattern])
	given := {"filters": [_filter({"filter_pattern": pattern})], "alarms": [_alarm({})], "trails": [_trail({})]}
	expect.verdicts(_answer(given), {["111111111111", "pass"]})
}

test_unknown_rule[name] if {
	some name, changes in {
		"off": {"state": "DISABLED"},
		"without target": {"targets": []},
		"on another bus": {"event_bus_name": "security"},
		"in another region": {"region": "eu-west-1"},
		"of one call": {"event_pattern": {"source": ["aws.cloudtrail"], "detail": {"eventName": ["StopLogging"]}}},
		"of another account": {"event_pattern": {"account": ["222222222222"], "source": [{"prefix": "aws."}]}},
		"of another region": {"event_pattern": {"region": ["eu-west-1"], "source": [{"prefix": "aws."}]}},
		"of one user": {"event_pattern": {"detail-type": ["AWS API Call via CloudTrail"], "detail": {"userIdentity": {"type": ["Root"]}}}},
	}
	answer := _answer({"rules": [_rule(changes)]})
	expect.verdicts(answer, {["111111111111", "unknown"]})
	some finding in answer
	finding.reason == "needs-attestation"
}

test_unknown_alarm[name] if {
	some name, given in {
		"that tells nobody": {"filters": [_filter({})], "alarms": [_alarm({"alarm_actions": []})], "trails": [_trail({})]},
		"on another metric": {"filters": [_filter({})], "alarms": [_alarm({"metric_name": "Other"})], "trails": [_trail({})]},
		"on another log group": {"filters": [_filter({"log_group_name": "other"})], "alarms": [_alarm({})], "trails": [_trail({})]},
		"on a trail that is stopped": {"filters": [_filter({})], "alarms": [_alarm({})], "trails": [_trail({"is_logging": false})]},
		"on calls of one user": {
			"filters": [_filter({"filter_pattern": sprintf("{ ($.userIdentity.type = Root) && (%s) }", [_filter({}).filter_pattern])})],
			"alarms": [_alarm({})], "trails": [_trail({})],
		},
		"on calls that were refused": {
			"filters": [_filter({"filter_pattern": sprintf("{ ($.errorCode = AccessDenied) && (%s) }", [_filter({}).filter_pattern])})],
			"alarms": [_alarm({})], "trails": [_trail({})],
		},
		"on all other calls": {
			"filters": [_filter({"filter_pattern": "{ $.eventName != StopLogging }"})],
			"alarms": [_alarm({})], "trails": [_trail({})],
		},
	}
	expect.verdicts(_answer(given), {["111111111111", "unknown"]})
}

test_fail_is_never_said if {
	every finding in _answer({}) {
		finding.verdict != "fail"
	}
}

test_absent_nothing if expect.verdicts(_answer({}), {["111111111111", "unknown"]})

test_null_rows if {
	given := {
		"rules": [_rule({"event_bus_name": null, "state": null, "event_pattern": null})],
		"filters": [_filter({"filter_pattern": null, "metric_name": null, "metric_namespace": null})],
		"alarms": [_alarm({"namespace": null, "metric_name": null, "actions_enabled": null, "alarm_actions": null})],
		"trails": [_trail({"log_group_arn": null, "is_logging": null})],
	}
	expect.verdicts(_answer(given), {["111111111111", "unknown"]})
}

_answer(given) := answer if {
	answer := check.findings with input as {
		"account": {"id": "111111111111", "regions": ["us-east-1"]},
		"tables": {
			"events_rules": object.get(given, "rules", []),
			"logs_metric_filters": object.get(given, "filters", []),
			"cloudwatch_alarms": object.get(given, "alarms", []),
			"cloudtrail_trails": object.get(given, "trails", []),
		},
	}
}

_names := [
	"StopLogging", "DeleteTrail", "UpdateTrail", "PutEventSelectors", "DeleteDetector", "UpdateDetector",
	"DeleteFlowLogs", "StopConfigurationRecorder", "DeleteConfigurationRecorder",
]

# Objects merge deeply, so what changes is taken out first.
_rule(changes) := object.union(object.remove(_tamper, object.keys(changes)), changes)

_tamper := {
	"region": "us-east-1", "arn": "r", "event_bus_name": "default", "state": "ENABLED", "targets": [{"arn": "arn:aws:sns:us-east-1:111111111111:alerts"}],
	"event_pattern": {"detail-type": ["AWS API Call via CloudTrail"], "detail": {"eventName": _names}},
}

_filter(changes) := object.union(
	{
		"region": "us-east-1", "log_group_name": "trail", "name": "tamper", "metric_namespace": "Security", "metric_name": "Tamper",
		"filter_pattern": concat(" || ", [sprintf("($.eventName = \"%s\")", [call]) | some call in _names]),
	},
	changes,
)

_alarm(changes) := object.union(object.remove(_tamper_alarm, object.keys(changes)), changes)

_tamper_alarm := {
	"region": "us-east-1", "arn": "a", "namespace": "Security", "metric_name": "Tamper", "actions_enabled": true,
	"alarm_actions": ["arn:aws:sns:us-east-1:111111111111:alerts"],
}

_trail(changes) := object.union(
	{
		"region": "us-east-1", "is_logging": true, "is_multi_region_trail": true,
		"log_group_arn": "arn:aws:logs:us-east-1:111111111111:log-group:trail:*",
	},
	changes,
)
