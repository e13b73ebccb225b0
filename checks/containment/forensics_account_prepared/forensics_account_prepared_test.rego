package checks.containment.forensics_account_prepared_test

import data.checks.containment.forensics_account_prepared as check
import data.checks.lib.expect

test_absent_attestation_is_asked_for if {
	answer := check.findings with input as {"account": null, "organization": {"id": "o-example", "tables": {}}}
	expect.verdicts(answer, {["o-example", "unknown"]})
	some finding in answer
	finding.reason == "needs-attestation"
}

test_null_organization_says_nothing_wrong if {
	answer := check.findings with input as {"account": null, "organization": {"id": null, "tables": {}}}
	expect.verdicts(answer, {[null, "unknown"]})
}
