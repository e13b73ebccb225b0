package checks.contacts.root_address_company_owned_test

import data.checks.contacts.root_address_company_owned as check
import data.checks.lib.expect

test_pass_company_address if expect.verdicts(_answer({}), {["111111111111", "pass"]})

test_pass_below_the_domain if {
	expect.verdicts(_answer({"account": {"email": "prod@aws.example.com"}}), {["111111111111", "pass"]})
}

test_fail_consumer_provider if {
	answer := _answer({"account": {"email": "Someone@Gmail.com"}})
	expect.verdicts(answer, {["111111111111", "fail"]})
	some finding in answer
	contains(finding.message, "at a consumer mail provider and outside the company's domain example.com")
}

test_fail_consumer_provider_without_expectation if {
	answer := _answer({"account": {"email": "someone@gmail.com"}, "expectations": {"security-contact": null}})
	expect.verdicts(answer, {["111111111111", "fail"]})
}

test_fail_other_domain if {
	expect.verdicts(_answer({"account": {"email": "root@badexample.com"}}), {["111111111111", "fail"]})
}

test_fail_shared if {
	answer := _answer({"organization": {"tables": {"organizations_accounts": [
		_account("111111111111", "aws-prod@example.com"),
		_account("222222222222", "AWS-Prod@example.com"),
	]}}})
	expect.verdicts(answer, {["111111111111", "fail"]})
	some finding in answer
	finding.evidence.shared_with == ["222222222222"]
}

test_unknown_address_not_readable[name] if {
	some name, email in {"null": null, "empty": ""}
	expect.verdicts(_answer({"account": {"email": email}}), {["111111111111", "unknown"]})
}

test_unknown_not_configured if {
	expect.verdicts(_answer({"expectations": {"security-contact": null}}), {["111111111111", "unknown"]})
}

test_absent_no_accounts if {
	expect.verdicts(_answer({"organization": {"tables": {"organizations_accounts": []}}}), {["111111111111", "pass"]})
}

test_null_row if {
	rows := [{"id": "222222222222", "name": null, "email": null, "state": null, "tags": null}]
	expect.verdicts(_answer({"organization": {"tables": {"organizations_accounts": rows}}}), {["111111111111", "pass"]})
}

_answer(changes) := answer if {
	answer := check.findings with input as object.union(
		{
			"account": {"id": "111111111111", "email": "aws-prod@example.com"},
			"organization": {"id": "o-example", "tables": {"organizations_accounts": [
				_account("111111111111", "aws-prod@example.com"),
				_account("222222222222", "aws-dev@example.com"),
			]}},
			"expectations": {"security-contact": {"email": "aws-security@example.com"}},
		},
		changes,
	)
}

_account(id, email) := {"id": id, "name": id, "email": email, "state": "ACTIVE", "tags": {}}
