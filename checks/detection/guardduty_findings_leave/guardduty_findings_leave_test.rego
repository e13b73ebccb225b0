package checks.detection.guardduty_findings_leave_test

import data.checks.detection.guardduty_findings_leave as check
import data.checks.lib.expect

test_pass_rule_with_target if expect.verdicts(_asked("222222222222", [_rule({})]), {["222222222222", "pass"]})

test_fail_disabled if expect.verdicts(_asked("222222222222", [_rule({"state": "DISABLED"})]), {["222222222222", "fail"]})

test_fail_no_target if expect.verdicts(_asked("222222222222", [_rule({"targets": []})]), {["222222222222", "fail"]})

test_fail_other_source if {
	expect.verdicts(_asked("222222222222", [_rule({"event_pattern": {"source": ["aws.ec2"]}})]), {["222222222222", "fail"]})
}

test_fail_another_region if expect.verdicts(_asked("222222222222", [_rule({"region": "eu-west-1"})]), {["222222222222", "fail"]})

test_absent_no_rule if expect.verdicts(_asked("222222222222", []), {["222222222222", "fail"]})

test_null_rule if {
	expect.verdicts(_asked("222222222222", [_rule({"state": null, "event_pattern": null, "targets": null})]), {["222222222222", "fail"]})
}

test_not_applicable_member if expect.verdicts(_asked("111111111111", []), {["111111111111", "not-applicable"]})

_asked(account, rules) := answer if {
	answer := check.findings with input as {
		"account": {"id": account, "regions": ["us-east-1"]},
		"expectations": {"security-account": "222222222222"},
		"tables": {"events_rules": rules},
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
