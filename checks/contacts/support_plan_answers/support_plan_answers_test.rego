package checks.contacts.support_plan_answers_test

import data.checks.contacts.support_plan_answers as check
import data.checks.lib.expect

test_pass_plan[name] if {
	some name, codes in {
		"business": ["low", "normal", "high", "urgent"],
		"enterprise": ["low", "normal", "high", "urgent", "critical"],
	}
	expect.verdicts(_answer(codes), {["111111111111", "pass"]})
}

test_fail_slow_plan if {
	answer := _answer(["low", "normal"])
	expect.verdicts(answer, {["111111111111", "fail"]})
	some finding in answer
	finding.evidence.severities == ["low", "normal"]
}

test_absent_plan if {
	answer := _answer([])
	expect.verdicts(answer, {["111111111111", "unknown"]})
	some finding in answer
	finding.reason == "needs-attestation"
}

test_null_row if expect.verdicts(_answer([null]), {["111111111111", "unknown"]})

_answer(codes) := answer if {
	answer := check.findings with input as {
		"account": {"id": "111111111111"},
		"tables": {"support_severity_levels": [{"account_id": "111111111111", "code": code, "name": null} | some code in codes]},
	}
}
