package checks.contacts.security_contact_address_test

import data.checks.contacts.security_contact_address as check
import data.checks.lib.expect

test_pass_expected_address if expect.verdicts(_answer({}, [_contact({})]), {["111111111111", "pass"]})

test_pass_other_case_and_spaces if {
	expect.verdicts(_answer({}, [_contact({"email_address": " AWS-Security@Example.com "})]), {["111111111111", "pass"]})
}

test_pass_root_address_not_known if {
	expect.verdicts(_answer({"account": {"email": null}}, [_contact({})]), {["111111111111", "pass"]})
}

test_fail_other_address if {
	answer := _answer({}, [_contact({"email_address": "alice@example.com"})])
	expect.verdicts(answer, {["111111111111", "fail"]})
	some finding in answer
	finding.evidence == {
		"found": "alice@example.com",
		"wanted": "aws-security@example.com",
		"wanted_by": "expectations.security-contact",
	}
}

test_fail_root_address if {
	answer := _answer({"account": {"email": "AWS-Security@example.com"}}, [_contact({})])
	expect.verdicts(answer, {["111111111111", "fail"]})
}

test_absent_no_security_contact if {
	expect.verdicts(_answer({}, [_contact({"contact_type": "BILLING"})]), {["111111111111", "fail"]})
}

test_null_row if expect.verdicts(_answer({}, [_contact({"email_address": null})]), {["111111111111", "fail"]})

test_unknown_not_configured[name] if {
	some name, value in {"null": null, "no address": {"email": null, "name": "x"}}
	answer := _answer({"expectations": {"security-contact": value}}, [_contact({})])
	expect.verdicts(answer, {["111111111111", "unknown"]})
}

test_pass_what_contacts_yaml_wants_here if {
	rule := _rule({"email": "shop-security@example.com", "name": "Shop", "title": "Duty", "phone": "+1 555 0177"})
	row := {"email_address": "shop-security@example.com", "name": "Shop", "contact_title": "Duty", "phone_number": "+1 555 0177"}
	expect.verdicts(_answer({"wanted": [rule]}, [_contact(row)]), {["111111111111", "pass"]})
	expect.verdicts(_answer({"wanted": [rule], "expectations": {"security-contact": null}}, [_contact(row)]), {["111111111111", "pass"]})
}

test_fail_the_contact_of_all_accounts_where_another_is_wanted if {
	rule := _rule({"email": "shop-security@example.com", "name": "Shop", "title": "Duty", "phone": "+1 555 0177"})
	expect.verdicts(_answer({"wanted": [rule]}, [_contact({})]), {["111111111111", "fail"]})
}

test_not_applicable_where_none_is_wanted if {
	rule := _rule({"wish": "absent", "email": null, "name": null, "title": null, "phone": null})
	expect.verdicts(_answer({"wanted": [rule]}, []), {["111111111111", "not-applicable"]})
}

test_rules_for_other_types_do_not_count if {
	rule := _rule({"contact_type": "BILLING", "email": "billing@example.com"})
	expect.verdicts(_answer({"wanted": [rule]}, [_contact({})]), {["111111111111", "pass"]})
}

_rule(changes) := object.union(
	{
		"account_id": "111111111111",
		"contact_type": "SECURITY",
		"wish": "contact",
		"rule": "account 111111111111 (line 4)",
		"name": "Security Operations",
		"title": "SOC",
		"email": "aws-security@example.com",
		"phone": "+1 555 0100",
	},
	changes,
)

test_partition_without_contacts if {
	expect.verdicts(_answer({"account": {"partition": "aws-us-gov"}}, []), {["111111111111", "not-applicable"]})
}

_answer(changes, rows) := answer if {
	answer := check.findings with input as object.union(
		{
			"account": {"id": "111111111111", "partition": "aws", "email": "aws-prod@example.com"},
			"expectations": {"security-contact": {"email": "aws-security@example.com"}},
			"tables": {"account_alternate_contacts": rows, "muster_wanted_contacts": object.get(changes, "wanted", [])},
		},
		changes,
	)
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
