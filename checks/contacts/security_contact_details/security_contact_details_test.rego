package checks.contacts.security_contact_details_test

import data.checks.contacts.security_contact_details as check
import data.checks.lib.expect

test_pass_same_details if expect.verdicts(_answer({}, [_contact({})]), {["111111111111", "pass"]})

test_pass_other_punctuation if {
	rows := [_contact({"phone_number": "+1 (555) 0100", "name": " Security  Operations"})]
	expect.verdicts(_answer({}, rows), {["111111111111", "pass"]})
}

test_fail_other_phone if {
	answer := _answer({}, [_contact({"phone_number": "+1 555 0199"})])
	expect.verdicts(answer, {["111111111111", "fail"]})
	some finding in answer
	finding.evidence == {"found": {"phone": "+15550199"}, "wanted": {"phone": "+15550100"}}
}

test_fail_names_every_difference if {
	some finding in _answer({}, [_contact({"name": "Gone", "contact_title": "CTO"})])
	contains(finding.message, "name, title")
}

test_fail_difference_counts_although_phone_is_not_configured if {
	expectations := {"security-contact": {"name": "Security Operations", "title": "SOC", "phone": null}}
	answer := _answer({"expectations": expectations}, [_contact({"name": "Gone"})])
	expect.verdicts(answer, {["111111111111", "fail"]})
}

test_fail_one_of_two_contacts_differs[name] if {
	some name, changes in {"another name": {"name": "Gone"}, "no name": {"name": null}}
	expect.verdicts(_answer({}, [_contact({}), _contact(changes)]), {["111111111111", "fail"]})
}

test_pass_the_same_contact_twice if expect.verdicts(_answer({}, [_contact({}), _contact({})]), {["111111111111", "pass"]})

test_absent_no_security_contact if expect.verdicts(_answer({}, []), {["111111111111", "fail"]})

test_null_row if {
	rows := [_contact({"name": null, "contact_title": null, "phone_number": null, "email_address": null})]
	expect.verdicts(_answer({}, rows), {["111111111111", "fail"]})
}

test_unknown_nothing_configured if {
	expect.verdicts(_answer({"expectations": {"security-contact": null}}, [_contact({})]), {["111111111111", "unknown"]})
}

test_unknown_phone_not_configured if {
	expectations := {"security-contact": {"name": "Security Operations", "title": "SOC", "phone": null}}
	answer := _answer({"expectations": expectations}, [_contact({})])
	expect.verdicts(answer, {["111111111111", "unknown"]})
	some finding in answer
	contains(finding.message, "'expectations.security-contact.phone'")
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
	expect.verdicts(_answer({"account": {"partition": "aws-cn"}}, []), {["111111111111", "not-applicable"]})
}

# Lists of settings replace each other as a whole, as a configuration file would.
_answer(changes, rows) := answer if {
	answer := check.findings with input as {
		"account": object.union({"id": "111111111111", "partition": "aws"}, object.get(changes, "account", {})),
		"expectations": object.get(changes, "expectations", {"security-contact": {
			"email": "aws-security@example.com",
			"name": "Security Operations",
			"title": "SOC",
			"phone": "+1 555 0100",
		}}),
		"tables": {"account_alternate_contacts": rows, "muster_wanted_contacts": object.get(changes, "wanted", [])},
	}
}

_contact(changes) := object.union(
	{
		"account_id": "111111111111",
		"contact_type": "SECURITY",
		"name": "Security Operations",
		"contact_title": "SOC",
		"email_address": "aws-security@example.com",
		"phone_number": "+15550100",
	},
	changes,
)
