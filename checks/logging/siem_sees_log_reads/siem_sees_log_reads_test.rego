package checks.logging.siem_sees_log_reads_test

import data.checks.lib.expect
import data.checks.logging.siem_sees_log_reads as check

test_pass_reads_are_there if expect.verdicts(_answer("333333333333", [_row("333333333333", 5)]), {["333333333333", "pass"]})

test_fail_only_management_events if {
	expect.verdicts(_answer("333333333333", [_row("333333333333", 0)]), {["333333333333", "fail"]})
}

test_fail_reads_of_another_account if {
	expect.verdicts(_answer("333333333333", [_row("222222222222", 5)]), {["333333333333", "fail"]})
}

test_absent_nothing_in_the_siem if expect.verdicts(_answer("333333333333", []), {["333333333333", "fail"]})

test_absent_no_archive_configured if {
	expect.verdicts(_answer(null, [_row("333333333333", 5)]), {["o-example", "unknown"]})
}

test_security_account_keeps_the_logs if {
	answer := check.findings with input as {
		"account": null, "expectations": {"log-archive-account": null, "security-account": "222222222222"},
		"organization": {"id": "o-example", "tables": {"siem_cloudtrail_accounts": [_row("222222222222", 5)]}},
	}
	expect.verdicts(answer, {["222222222222", "pass"]})
}

test_null_row if {
	blank := {"recipient_account_id": "333333333333", "events": null, "object_events": null, "newest": null}
	expect.verdicts(_answer("333333333333", [blank]), {["333333333333", "fail"]})
}

_answer(archive, rows) := answer if {
	answer := check.findings with input as {
		"account": null, "expectations": {"log-archive-account": archive},
		"organization": {"id": "o-example", "tables": {"siem_cloudtrail_accounts": rows}},
	}
}

_row(id, objects) := {"recipient_account_id": id, "events": 12, "object_events": objects, "newest": "2026-11-24T04:58:00Z"}
