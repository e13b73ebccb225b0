package checks.contacts.primary_contact_complete_test

import data.checks.contacts.primary_contact_complete as check
import data.checks.lib.expect

test_pass_complete if expect.verdicts(_answer([_contact({})]), {["111111111111", "pass"]})

test_fail_no_company[company] if {
	some company in [null, "", "  "]
	expect.verdicts(_answer([_contact({"company_name": company})]), {["111111111111", "fail"]})
}

test_fail_no_country_code if {
	answer := _answer([_contact({"phone_number": "555 0100"})])
	expect.verdicts(answer, {["111111111111", "fail"]})
	some finding in answer
	finding.evidence.missing == ["a country code"]
}

test_fail_no_number if expect.verdicts(_answer([_contact({"phone_number": "none"})]), {["111111111111", "fail"]})

test_absent_in_another_partition if {
	answer := check.findings with input as {"account": {"id": "111111111111", "partition": "aws-us-gov"}, "tables": {"account_contacts": []}}
	expect.verdicts(answer, {["111111111111", "not-applicable"]})
}

test_absent_no_contact if expect.verdicts(_answer([]), {["111111111111", "fail"]})

test_null_row if {
	expect.verdicts(_answer([{"full_name": null, "company_name": null, "phone_number": null}]), {["111111111111", "unknown"]})
}

_contact(changes) := object.union({"full_name": "Cloud Team", "company_name": "Example", "phone_number": "+1 555 0100"}, changes)

_answer(rows) := answer if {
	answer := check.findings with input as {"account": {"id": "111111111111", "partition": "aws"}, "tables": {"account_contacts": rows}}
}
