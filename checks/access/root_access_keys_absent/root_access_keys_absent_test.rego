package checks.access.root_access_keys_absent_test

import data.checks.access.root_access_keys_absent as check
import data.checks.lib.expect

test_pass_none if expect.verdicts(_answer([_summary(0)]), {["111111111111", "pass"]})

test_fail_a_key if expect.verdicts(_answer([_summary(1)]), {["111111111111", "fail"]})

test_absent_no_summary if expect.verdicts(_answer([]), {["111111111111", "unknown"]})

test_null_row if expect.verdicts(_answer([_summary(null)]), {["111111111111", "unknown"]})

_summary(keys) := {"account_id": "111111111111", "account_access_keys_present": keys}

_answer(rows) := answer if {
	answer := check.findings with input as {"account": {"id": "111111111111"}, "tables": {"iam_account_summary": rows}}
}
