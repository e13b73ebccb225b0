package checks.logging.siem_keeps_up_test

import data.checks.lib.expect
import data.checks.logging.siem_keeps_up as check

test_pass_minutes_ago if expect.verdicts(_answer([_row("2026-11-24T04:51:00.5Z")]), {["o-example", "pass"]})

test_pass_after_the_audit_began if expect.verdicts(_answer([_row("2026-11-24T05:03:00Z")]), {["o-example", "pass"]})

test_pass_quiet_account_beside if {
	expect.verdicts(_answer([_row("2026-11-24T04:51:00Z"), _row("2026-11-23T09:00:00Z")]), {["o-example", "pass"]})
}

test_fail_hours_ago if expect.verdicts(_answer([_row("2026-11-24T02:30:00Z"), _row("2026-11-24T01:00:00Z")]), {["o-example", "fail"]})

test_fail_just_over if expect.verdicts(_answer([_row("2026-11-24T03:59:00Z")]), {["o-example", "fail"]})

test_absent_nothing if expect.verdicts(_answer([]), {["o-example", "fail"]})

test_null_row if {
	blank := {"recipient_account_id": "111111111111", "events": null, "object_events": null, "newest": null}
	expect.verdicts(_answer([blank]), {["o-example", "fail"]})
}

_answer(rows) := answer if {
	answer := check.findings with input as {
		"account": null, "now": "2026-11-24T05:00:00Z",
		"organization": {"id": "o-example", "tables": {"siem_cloudtrail_accounts": rows}},
	}
}

_row(newest) := {"recipient_account_id": "111111111111", "events": 12, "object_events": 0, "newest": newest}
