package checks.recovery.tables_restorable_test

import data.checks.lib.expect
import data.checks.recovery.tables_restorable as check

test_pass_on if expect.verdicts(_answer(["ENABLED"]), {["111111111111", "pass"]})

test_fail_off if expect.verdicts(_answer(["DISABLED"]), {["orders", "fail"]})

test_absent_no_table if expect.verdicts(_answer([]), {["111111111111", "not-applicable"]})

test_null_row if expect.verdicts(_answer([null]), {["orders", "unknown"]})

_answer(states) := answer if {
	rows := [{"region": "eu-west-1", "name": "orders", "point_in_time_recovery_status": state} | some state in states]
	answer := check.findings with input as {"account": {"id": "111111111111"}, "tables": {"dynamodb_tables": rows}}
}
