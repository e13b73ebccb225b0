package checks.contacts.shield_calls_somebody_test

import data.checks.contacts.shield_calls_somebody as check
import data.checks.lib.expect

test_pass_enabled if expect.verdicts(_answer(["ENABLED"]), {["111111111111", "pass"]})

test_fail_disabled if expect.verdicts(_answer(["DISABLED"]), {["111111111111", "fail"]})

test_unknown_pending if expect.verdicts(_answer(["PENDING"]), {["111111111111", "unknown"]})

test_absent_subscription if expect.verdicts(_answer([]), {["111111111111", "not-applicable"]})

test_null_row if expect.verdicts(_answer([null]), {["111111111111", "fail"]})

_answer(states) := answer if {
	answer := check.findings with input as {
		"account": {"id": "111111111111"},
		"tables": {"shield_subscriptions": [
		{"account_id": "111111111111", "arn": null, "start_time": null, "proactive_engagement_status": state} |
			some state in states
		]},
	}
}
