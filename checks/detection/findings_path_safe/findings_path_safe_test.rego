package checks.detection.findings_path_safe_test

import data.checks.detection.findings_path_safe as check
import data.checks.lib.expect

test_pass_dead_letter_queue if expect.verdicts(_asked("222222222222", [_rule({})], []), {["222222222222", "pass"]})

test_fail_no_dead_letter_queue if {
	answer := _asked("222222222222", [_rule({"targets": [{"Arn": "arn:aws:sqs:us-east-1:222222222222:siem", "DeadLetterConfig": null}]})], [])
	some finding in answer
	finding.verdict == "fail"
}

test_fail_function_throttled_to_nothing if {
	arn := "arn:aws:lambda:us-east-1:222222222222:function:siem"
	rule := _rule({"targets": [{"Arn": arn, "DeadLetterConfig": {"Arn": "arn:aws:sqs:us-east-1:222222222222:dead"}}]})
	answer := _asked("222222222222", [rule], [{"arn": arn, "name": "siem", "region": "us-east-1", "state": "Active", "reserved_concurrent_executions": 0}])
	some finding in answer
	finding.verdict == "fail"
	finding.resource == rule.arn
}

test_absent_no_rule if expect.verdicts(_asked("222222222222", [], []), {["222222222222", "fail"]})

test_null_rule if {
	expect.verdicts(_asked("222222222222", [_rule({"state": null, "event_pattern": null, "targets": null})], []), {["222222222222", "fail"]})
}

test_not_applicable_member if expect.verdicts(_asked("111111111111", [], []), {["111111111111", "not-applicable"]})

_asked(account, rules, functions) := answer if {
	answer := check.findings with input as {
		"account": {"id": account, "regions": ["us-east-1"]},
		"expectations": {"security-account": "222222222222"},
		"tables": {"events_rules": rules, "lambda_functions": functions},
	}
}

_rule(changes) := object.union(
	{
		"account_id": "222222222222",
		"region": "us-east-1",
		"name": "findings",
		"arn": "arn:aws:events:us-east-1:222222222222:rule/findings",
		"state": "ENABLED",
		"event_bus_name": "default",
		"event_pattern": {"source": ["aws.guardduty"]},
		"targets": [{"Arn": "arn:aws:sqs:us-east-1:222222222222:siem", "DeadLetterConfig": {"Arn": "arn:aws:sqs:us-east-1:222222222222:siem-dead"}}],
	},
	changes,
)
