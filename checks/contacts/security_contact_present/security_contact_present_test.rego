package checks.contacts.security_contact_present_test

import data.checks.contacts.security_contact_present as check
import data.checks.lib.expect

test_pass_security_contact if expect.verdicts(_answer("aws", [_contact({})]), {["111111111111", "pass"]})

test_pass_when_billing_is_missing if {
	expect.verdicts(_answer("aws", [_contact({"contact_type": "OPERATIONS"}), _contact({})]), {["111111111111", "pass"]})
}

test_fail_only_other_types if {
	expect.verdicts(_answer("aws", [_contact({"contact_type": "BILLING"})]), {["111111111111", "fail"]})
}

test_fail_without_address if {
	expect.verdicts(_answer("aws", [_contact({"email_address": ""})]), {["111111111111", "fail"]})
}

test_absent_no_contact if expect.verdicts(_answer("aws", []), {["111111111111", "fail"]})

test_null_row if {
	rows := [_contact({"name": null, "contact_title": null, "email_address": null, "phone_number": null})]
	expect.verdicts(_answer("aws", rows), {["111111111111", "fail"]})
}

test_partition_without_contacts[partition] if {
	some partition in ["aws-us-gov", "aws-cn"]
	expect.verdicts(_answer(partition, []), {["111111111111", "not-applicable"]})
}

_answer(partition, rows) := answer if {
	answer := check.findings with input as {
		"account": {"id": "111111111111", "partition": partition},
		"tables": {"account_alternate_contacts": rows},
	}
}

_contact(changes) := object.union(
	{
		"account_id": "111111111111",
		"contact_type": "SECURITY",
		"name": "Security Operations",
		"contact_title": "SOC",
		"email_address": "aws-security@example.com",
		"phone_number": "+1 555 0100",
	},
	changes,
)
