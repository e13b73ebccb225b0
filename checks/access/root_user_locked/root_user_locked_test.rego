package checks.access.root_user_locked_test

import data.checks.access.root_user_locked as check
import data.checks.lib.expect

test_pass_mfa if expect.verdicts(_answer([_summary(true, true)]), {["111111111111", "pass"]})

test_pass_credentials_removed if expect.verdicts(_answer([_summary(false, false)]), {["111111111111", "pass"]})

test_pass_mfa_without_password if expect.verdicts(_answer([_summary(true, false)]), {["111111111111", "pass"]})

test_fail_password_alone if expect.verdicts(_answer([_summary(false, true)]), {["111111111111", "fail"]})

test_absent_no_summary if expect.verdicts(_answer([]), {["111111111111", "unknown"]})

test_null_row if expect.verdicts(_answer([_summary(null, null)]), {["111111111111", "unknown"]})

test_null_password if expect.verdicts(_answer([_summary(false, null)]), {["111111111111", "unknown"]})

_summary(mfa, password) := {"account_id": "111111111111", "account_mfa_enabled": mfa, "account_password_present": password}

_answer(rows) := answer if {
	answer := check.findings with input as {"account": {"id": "111111111111"}, "tables": {"iam_account_summary": rows}}
}
