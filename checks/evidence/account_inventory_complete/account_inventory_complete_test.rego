package checks.evidence.account_inventory_complete_test

import data.checks.evidence.account_inventory_complete as check
import data.checks.lib.expect

test_pass_all_connected if {
	answer := _answer(["111111111111", "222222222222"], [_account("111111111111", "ACTIVE"), _account("222222222222", "ACTIVE")])
	expect.verdicts(answer, {["o-example", "pass"]})
}

test_fail_one_missing if {
	answer := _answer(["111111111111"], [_account("111111111111", "ACTIVE"), _account("222222222222", "ACTIVE")])
	expect.verdicts(answer, {["o-example", "pass"], ["222222222222", "fail"]})
}

test_fail_none_connected if {
	expect.verdicts(_answer([], [_account("111111111111", "ACTIVE")]), {["111111111111", "fail"]})
}

test_pass_suspended_is_left_out if {
	answer := _answer(["111111111111"], [_account("111111111111", "ACTIVE"), _account("222222222222", "SUSPENDED")])
	expect.verdicts(answer, {["o-example", "pass"]})
}

test_pass_stand_alone_account_beside if {
	answer := _answer(["111111111111", "555555555555"], [_account("111111111111", "ACTIVE")])
	expect.verdicts(answer, {["o-example", "pass"]})
}

test_absent_no_accounts if expect.verdicts(_answer(["111111111111"], []), {["o-example", "unknown"]})

test_null_row if {
	rows := [_account("111111111111", "ACTIVE"), {"id": "222222222222", "name": null, "state": null}]
	answer := _answer(["111111111111", "222222222222"], rows)
	expect.verdicts(answer, {["o-example", "pass"], ["222222222222", "unknown"]})
}

_answer(connected, rows) := answer if {
	answer := check.findings with input as {"account": null, "organization": {
		"id": "o-example",
		"connected": connected,
		"tables": {"organizations_accounts": rows},
	}}
}

_account(id, state) := {"id": id, "name": id, "state": state}
