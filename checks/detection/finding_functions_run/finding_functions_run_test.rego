package checks.detection.finding_functions_run_test

import data.checks.detection.finding_functions_run as check
import data.checks.lib.expect

test_pass_nothing_reserved if expect.verdicts(_answer([_function({})]), {["222222222222", "pass"]})

test_pass_some_reserved if {
	expect.verdicts(_answer([_function({"has_reserved_concurrency": true, "reserved_concurrent_executions": 5})]), {["222222222222", "pass"]})
}

test_fail_zero if {
	expect.verdicts(_answer([_function({"has_reserved_concurrency": true, "reserved_concurrent_executions": 0})]), {[_function_arn, "fail"]})
}

test_fail_function_is_gone if expect.verdicts(_answer([]), {[_function_arn, "fail"]})

test_absent_no_function if {
	answer := check.findings with input as _input({"rules": [_rule({})], "functions": [_function({})]})
	expect.verdicts(answer, {["222222222222", "not-applicable"]})
}

test_absent_no_rule if {
	answer := check.findings with input as _input({"functions": [_function({})]})
	expect.verdicts(answer, {["222222222222", "not-applicable"]})
}

test_function_of_another_account_is_not_judged if {
	answer := check.findings with input as _input({"rules": [_to("arn:aws:lambda:us-east-1:999999999999:function:forward")]})
	expect.verdicts(answer, {["222222222222", "not-applicable"]})
}

test_null_rows if {
	rule := _rule({"name": null, "event_bus_name": null, "state": null, "event_pattern": null, "targets": []})
	answer := check.findings with input as _input({"rules": [rule], "functions": [_function({})]})
	expect.verdicts(answer, {["222222222222", "not-applicable"]})
}

_answer(functions) := answer if {
	answer := check.findings with input as _input({"rules": [_to(sprintf("%s:live", [_function_arn]))], "functions": functions})
}

_function_arn := "arn:aws:lambda:us-east-1:222222222222:function:forward"

_function(changes) := object.union(
	{
		"account_id": "222222222222", "region": "us-east-1", "arn": _function_arn,
		"has_reserved_concurrency": false, "reserved_concurrent_executions": null,
	},
	changes,
)

_input(given) := {
	"account": {"id": "222222222222", "regions": ["eu-west-1", "us-east-1"]},
	"organization": {"id": "o-abc", "tables": {}},
	"expectations": {"security-account": "222222222222"},
	"now": "2026-11-24T05:00:00Z",
	"tables": {
		"guardduty_detectors": object.get(given, "detectors", [_detector({})]),
		"events_rules": object.get(given, "rules", []),
		"sqs_queues": [{"queue_arn": "arn:aws:sqs:us-east-1:222222222222:siem"}, {"queue_arn": "arn:aws:sqs:us-east-1:222222222222:dead"}],
		"sns_topics": [{"topic_arn": "arn:aws:sns:us-east-1:222222222222:alerts"}],
		"sns_topic_subscriptions": object.get(given, "subscriptions", []),
		"lambda_functions": [{"arn": "arn:aws:lambda:us-east-1:222222222222:function:forward"}],
		"lambda_concurrency": object.get(given, "functions", []),
	},
}

_detector(changes) := object.union(
	{
		"account_id": "222222222222", "region": "us-east-1", "detector_id": "d", "status": "ENABLED",
		"features": null, "data_sources": null, "finding_publishing_frequency": null, "master_account": null,
	},
	changes,
)

_to(target_arn) := _rule({"targets": [{"arn": target_arn, "dead_letter_arn": "arn:aws:sqs:us-east-1:222222222222:dead"}]})

# Objects merge deeply, so what changes is taken out first.
_rule(changes) := object.union(object.remove(_findings_rule, object.keys(changes)), changes)

_findings_rule := {
	"account_id": "222222222222", "region": "us-east-1", "name": "findings", "event_bus_name": "default",
	"arn": "arn:aws:events:us-east-1:222222222222:rule/findings", "state": "ENABLED",
	"event_pattern": {"source": ["aws.guardduty", "aws.securityhub"]},
	"targets": [{"arn": "arn:aws:sqs:us-east-1:222222222222:siem", "dead_letter_arn": "arn:aws:sqs:us-east-1:222222222222:dead"}],
}
