package checks.contacts.new_account_contacts_test

import data.checks.contacts.new_account_contacts as check
import data.checks.lib.expect

test_pass_new_account if expect.verdicts(_answer("2026-11-21T05:00:00Z", [_contact("SECURITY")]), {["111111111111", "pass"]})

test_pass_account_of_today if expect.verdicts(_answer("2026-11-24T01:00:00Z", [_contact("SECURITY")]), {["111111111111", "pass"]})

test_fail_new_account if expect.verdicts(_answer("2026-11-21T05:00:00Z", [_contact("BILLING")]), {["111111111111", "fail"]})

test_fail_says_how_old if {
	some finding in _answer("2026-11-21T04:00:00Z", [])
	contains(finding.message, "joined the organization 3 days ago")
}

test_fail_without_address if {
	rows := [object.union(_contact("SECURITY"), {"email_address": " "})]
	expect.verdicts(_answer("2026-11-21T05:00:00Z", rows), {["111111111111", "fail"]})
}

test_unknown_account_of_today if expect.verdicts(_answer("2026-11-24T01:00:00Z", []), {["111111111111", "unknown"]})

test_unknown_when_it_joined if expect.verdicts(_answer(null, [_contact("SECURITY")]), {["111111111111", "unknown"]})

test_unknown_account_is_not_listed if {
	answer := check.findings with input as object.union(
		_input("2026-11-21T05:00:00Z", []),
		{"account": {"id": "999999999999", "partition": "aws"}},
	)
	expect.verdicts(answer, {["999999999999", "unknown"]})
}

test_not_applicable_old_account if expect.verdicts(_answer("2026-11-01T05:00:00Z", []), {["111111111111", "not-applicable"]})

test_not_applicable_partition if {
	answer := check.findings with input as object.union(
		_input("2026-11-21T05:00:00Z", []),
		{"account": {"id": "111111111111", "partition": "aws-us-gov"}},
	)
	expect.verdicts(answer, {["111111111111", "not-applicable"]})
}

test_absent_organization if {
	answer := check.findings with input as object.union(
		_input("2026-11-21T05:00:00Z", []),
		{"organization": {"id": null, "tables": {"organizations_accounts": []}}},
	)
	expect.verdicts(answer, {["111111111111", "not-applicable"]})
}

test_null_rows if {
	rows := [{"contact_type": null, "email_address": null}]
	expect.verdicts(_answer("2026-11-21T05:00:00Z", rows), {["111111111111", "fail"]})
	expect.verdicts(_answer(null, rows), {["111111111111", "unknown"]})
}

_answer(joined, rows) := answer if answer := check.findings with input as _input(joined, rows)

_input(joined, rows) := {
	"now": "2026-11-24T05:00:00Z",
	"account": {"id": "111111111111", "partition": "aws"},
	"organization": {"id": "o-example", "tables": {"organizations_accounts": [
		{"id": "222222222222", "joined_timestamp": "2020-01-01T00:00:00Z"},
		{"id": "111111111111", "joined_timestamp": joined},
	]}},
	"tables": {"account_alternate_contacts": rows},
}

_contact(type) := {"contact_type": type, "email_address": "aws-security@example.com"}
