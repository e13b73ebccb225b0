package checks.detection.spending_watched_test

import data.checks.detection.spending_watched as check
import data.checks.lib.expect

test_pass_alarm if expect.verdicts(_answer(true, [_alarm({})]), {["999999999999", "pass"]})

test_unknown_alarm[name] if {
	some name, changes in {"off": {"actions_enabled": false}, "of something else": {"namespace": "AWS/EC2"}, "that tells nobody": {"alarm_actions": null}}
	answer := _answer(true, [_alarm(changes)])
	expect.verdicts(answer, {["999999999999", "unknown"]})
	some finding in answer
	finding.reason == "needs-attestation"
}

test_not_applicable_member if expect.verdicts(_answer(false, []), {["999999999999", "not-applicable"]})

test_fail_is_never_said if {
	every finding in _answer(true, []) {
		finding.verdict == "unknown"
	}
}

test_absent_no_alarm if expect.verdicts(_answer(true, []), {["999999999999", "unknown"]})

test_null_row if {
	alarm := _alarm({"namespace": null, "actions_enabled": null, "alarm_actions": null})
	expect.verdicts(_answer(true, [alarm]), {["999999999999", "unknown"]})
}

_answer(management, alarms) := answer if {
	answer := check.findings with input as {"account": {"id": "999999999999", "management": management}, "tables": {"cloudwatch_alarms": alarms}}
}

_alarm(changes) := object.union(object.remove(_billing, object.keys(changes)), changes)

_billing := {"region": "us-east-1", "arn": "a", "namespace": "AWS/Billing", "actions_enabled": true, "alarm_actions": ["arn:sns"]}
