package checks.contacts.other_contacts_present_test

import data.checks.contacts.other_contacts_present as check
import data.checks.lib.expect

test_pass_both if {
	expect.verdicts(_answer("aws", [_contact("BILLING"), _contact("OPERATIONS")]), {["111111111111", "pass"]})
}

test_fail_one_missing if {
	answer := _answer("aws", [_contact("BILLING"), _contact("SECURITY")])
	expect.verdicts(answer, {["111111111111", "fail"]})
	some finding in answer
	finding.message == "has no operations contact"
}

test_absent_none if {
	answer := _answer("aws", [])
	expect.verdicts(answer, {["111111111111", "fail"]})
	some finding in answer
	finding.message == "has no billing and no operations contact"
}

test_null_row if {
	rows := [_contact("OPERATIONS"), object.union(_contact("BILLING"), {"email_address": null, "name": null})]
	expect.verdicts(_answer("aws", rows), {["111111111111", "fail"]})
}

test_partition_without_contacts if expect.verdicts(_answer("aws-us-gov", []), {["111111111111", "not-applicable"]})

_answer(partition, rows) := answer if {
	answer := check.findings with input as {
		"account": {"id": "111111111111", "partition": partition},
		"tables": {"account_alternate_contacts": rows},
	}
}

_contact(type) := {
	"account_id": "111111111111",
	"contact_type": type,
	"name": "Cloud team",
	"contact_title": "Team",
	"email_address": "cloud@example.com",
	"phone_number": "+1 555 0100",
}
