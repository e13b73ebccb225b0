package checks.access.security_account_dedicated_test

import data.checks.access.security_account_dedicated as check
import data.checks.lib.expect

test_pass_member_account if expect.verdicts(_answer("222222222222", "ACTIVE"), {["222222222222", "pass"]})

test_fail_management_account if expect.verdicts(_answer("999999999999", "ACTIVE"), {["999999999999", "fail"]})

test_fail_suspended if expect.verdicts(_answer("222222222222", "SUSPENDED"), {["222222222222", "fail"]})

test_absent_not_in_the_organization if expect.verdicts(_answer("333333333333", "ACTIVE"), {["333333333333", "fail"]})

test_absent_no_accounts if {
	answer := check.findings with input as {
		"organization": {"id": "o-example", "management_account_id": "999999999999", "tables": {"organizations_accounts": []}},
		"expectations": {"security-account": "222222222222"},
	}
	expect.verdicts(answer, {["222222222222", "fail"]})
}

test_null_row if expect.verdicts(_answer("222222222222", null), {["222222222222", "unknown"]})

test_unknown_not_configured if expect.verdicts(_answer(null, "ACTIVE"), {["o-example", "unknown"]})

_answer(security, state) := answer if {
	answer := check.findings with input as {
		"account": null,
		"organization": {"id": "o-example", "management_account_id": "999999999999", "tables": {"organizations_accounts": [
			{"id": "222222222222", "name": "Security", "state": state},
			{"id": "999999999999", "name": "Management", "state": "ACTIVE"},
		]}},
		"expectations": {"security-account": security},
	}
}
