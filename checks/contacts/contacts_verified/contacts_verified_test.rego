package checks.contacts.contacts_verified_test

import data.checks.contacts.contacts_verified as check
import data.checks.lib.expect

test_pass_all_as_wanted if {
	answer := _answer([_line("SECURITY", {}), _line("BILLING", {})])
	expect.verdicts(answer, {["111111111111", "pass"]})
	some finding in answer
	finding.message == "had all contacts as wanted on 2026-11-20"
}

test_fail_a_field_that_differs if {
	answer := _answer([_line("SECURITY", {"action": "change", "differences": ["email", "phone"]}), _line("BILLING", {})])
	expect.verdicts(answer, {["111111111111/security", "fail"]})
	some finding in answer
	finding.message == "differs in email, phone; wanted by the rule for organization (line 2), read on 2026-11-20"
}

test_fail_missing_and_unwanted if {
	answer := _answer([_line("SECURITY", {"action": "create"}), _line("BILLING", {"action": "remove"})])
	expect.verdicts(answer, {["111111111111/security", "fail"], ["111111111111/billing", "fail"]})
}

test_absent_nothing_verified if expect.verdicts(_answer([]), {["111111111111", "not-applicable"]})

test_unknown_what_could_not_be_read if {
	answer := _answer([_line("SECURITY", {"action": "cannot-read", "reason": "denied", "why": "no"})])
	expect.verdicts(answer, {["111111111111/security", "unknown"]})
	some finding in answer
	finding.reason == "denied"
}

test_null_reason_and_why if {
	answer := _answer([_line("SECURITY", {"action": "cannot-read", "reason": null, "why": null})])
	expect.verdicts(answer, {["111111111111/security", "unknown"]})
}

test_unknown_after_ninety_days if {
	answer := _answer([_line("SECURITY", {"read_at": "2026-08-01T05:00:00Z", "action": "change"})])
	expect.verdicts(answer, {["111111111111/security", "unknown"]})
}

_line(type, changes) := object.union(
	{
		"account_id": "111111111111",
		"contact_type": type,
		"read_at": "2026-11-20T04:00:00.123456Z",
		"action": "unchanged",
		"rule": "organization (line 2)",
		"differences": [],
		"reason": null,
		"why": "",
	},
	changes,
)

_answer(rows) := answer if {
	answer := check.findings with input as {
		"account": {"id": "111111111111"},
		"now": "2026-11-24T05:00:00Z",
		"tables": {"muster_verified_contacts": rows},
	}
}
