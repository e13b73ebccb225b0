package checks.logging.siem_sees_every_account_test

import data.checks.lib.expect
import data.checks.logging.siem_sees_every_account as check

test_pass_all_seen if {
	answer := _answer([_account("111111111111", "ACTIVE"), _account("222222222222", "ACTIVE")], [_row("111111111111"), _row("222222222222")])
	expect.verdicts(answer, {["o-example", "pass"]})
}

test_fail_one_missing if {
	answer := _answer([_account("111111111111", "ACTIVE"), _account("222222222222", "ACTIVE")], [_row("111111111111")])
	expect.verdicts(answer, {["o-example", "pass"], ["222222222222", "fail"]})
}

test_fail_row_without_events if {
	row := object.union(_row("111111111111"), {"events": 0})
	expect.verdicts(_answer([_account("111111111111", "ACTIVE")], [row]), {["111111111111", "fail"]})
}

test_pass_suspended_need_not_be_seen if {
	answer := _answer([_account("111111111111", "ACTIVE"), _account("222222222222", "SUSPENDED")], [_row("111111111111")])
	expect.verdicts(answer, {["o-example", "pass"]})
}

test_pass_strangers_do_no_harm if {
	answer := _answer([_account("111111111111", "ACTIVE")], [_row("111111111111"), _row("999999999999")])
	expect.verdicts(answer, {["o-example", "pass"]})
}

test_absent_nothing_in_the_siem if {
	expect.verdicts(_answer([_account("111111111111", "ACTIVE")], []), {["111111111111", "fail"]})
}

test_absent_no_accounts if expect.verdicts(_answer([], [_row("111111111111")]), {["o-example", "unknown"]})

test_null_rows if {
	rows := [_account("111111111111", "ACTIVE"), {"id": "222222222222", "name": null, "state": null}]
	blank := {"recipient_account_id": "111111111111", "events": null, "object_events": null, "newest": null}
	expect.verdicts(_answer(rows, [blank]), {["111111111111", "fail"], ["222222222222", "unknown"]})
}

_answer(accounts, rows) := answer if {
	answer := check.findings with input as {"account": null, "organization": {
		"id": "o-example",
		"tables": {"organizations_accounts": accounts, "siem_cloudtrail_accounts": rows},
	}}
}

_account(id, state) := {"id": id, "name": id, "state": state}

_row(id) := {"recipient_account_id": id, "events": 12, "object_events": 0, "newest": "2026-11-24T04:58:00Z"}
