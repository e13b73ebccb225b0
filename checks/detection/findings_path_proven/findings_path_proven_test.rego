package checks.detection.findings_path_proven_test

import data.checks.detection.findings_path_proven as check
import data.checks.lib.expect

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
