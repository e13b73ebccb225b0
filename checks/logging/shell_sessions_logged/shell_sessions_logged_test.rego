package checks.logging.shell_sessions_logged_test

import data.checks.lib.expect
import data.checks.logging.shell_sessions_logged as check

test_absent_attestation_is_asked_for if {
	answer := check.findings with input as {"account": null, "organization": {"id": "o-example", "tables": {}}}
	expect.verdicts(answer, {["o-example", "unknown"]})
	some finding in answer
	finding.reason == "needs-attestation"
}

test_null_facts_change_nothing if {
	answer := check.findings with input as {"account": null, "organization": {"id": "o-example", "management_account_id": null, "tables": {}}}
	expect.verdicts(answer, {["o-example", "unknown"]})
}
