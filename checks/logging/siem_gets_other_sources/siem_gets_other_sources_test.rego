package checks.logging.siem_gets_other_sources_test

import data.checks.lib.expect
import data.checks.logging.siem_gets_other_sources as check

test_pass_all_send if expect.verdicts(_answer([_row("vpn", 12), _row("sign-ins", 3)]), {["o-example", "pass"]})

test_fail_one_is_silent if {
	expect.verdicts(_answer([_row("vpn", 12), _row("sign-ins", 0)]), {["o-example", "pass"], ["sign-ins", "fail"]})
}

test_fail_all_are_silent if expect.verdicts(_answer([_row("vpn", 0)]), {["vpn", "fail"]})

test_absent_no_source if expect.verdicts(_answer([]), {["o-example", "unknown"]})

test_null_row if {
	expect.verdicts(_answer([{"source": "vpn", "events": null, "newest": null}]), {["vpn", "fail"]})
}

_answer(rows) := answer if {
	answer := check.findings with input as {"account": null, "organization": {
		"id": "o-example",
		"tables": {"siem_other_sources": rows},
	}}
}

_row(source, events) := {"source": source, "events": events, "newest": null}
