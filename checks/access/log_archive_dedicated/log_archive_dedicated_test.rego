package checks.access.log_archive_dedicated_test

import data.checks.access.log_archive_dedicated as check
import data.checks.lib.expect

test_pass_of_its_own if expect.verdicts(_answer("333333333333", "ACTIVE"), {["333333333333", "pass"]})

test_fail_same_as_security if expect.verdicts(_answer("222222222222", "ACTIVE"), {["222222222222", "fail"]})

test_fail_management if expect.verdicts(_answer("999999999999", "ACTIVE"), {["999999999999", "fail"]})

test_fail_suspended if expect.verdicts(_answer("333333333333", "SUSPENDED"), {["333333333333", "fail"]})

test_absent_not_in_the_organization if expect.verdicts(_answer("444444444444", "ACTIVE"), {["444444444444", "fail"]})

test_null_state if expect.verdicts(_answer("333333333333", null), {["333333333333", "unknown"]})

test_unknown_not_configured if expect.verdicts(_answer(null, "ACTIVE"), {["o-example", "unknown"]})

_answer(archive, state) := answer if {
	answer := check.findings with input as {
		"account": null,
		"organization": {"id": "o-example", "management_account_id": "999999999999", "tables": {"organizations_accounts": [
			{"id": "222222222222", "state": state}, {"id": "333333333333", "state": state}, {"id": "999999999999", "state": state},
		]}},
		"expectations": {"log-archive-account": archive, "security-account": "222222222222"},
	}
}
