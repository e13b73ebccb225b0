package checks.access.responder_role_reserved_test

import data.checks.access.responder_role_reserved as check
import data.checks.lib.expect

_arn := "arn:aws:iam::111111111111:role/incident-responder"

test_pass_never_used if expect.verdicts(_answer([_role(null, null)]), {["111111111111", "pass"]})

test_unknown_used if {
	answer := _answer([_role("2026-11-20T05:00:00Z", "eu-west-1")])
	expect.verdicts(answer, {[_arn, "unknown"]})
	some finding in answer
	finding.reason == "needs-attestation"
	finding.evidence.last_used_region == "eu-west-1"
}

test_unknown_used_in_a_region_not_told if {
	expect.verdicts(_answer([_role("2026-11-20T05:00:00Z", null)]), {[_arn, "unknown"]})
}

test_absent_no_role if expect.verdicts(_answer([]), {["111111111111", "not-applicable"]})

test_null_row if {
	rows := [{"arn": _arn, "name": null, "role_last_used_date": null, "role_last_used_region": null}]
	expect.verdicts(_answer(rows), {["111111111111", "not-applicable"]})
}

test_unknown_not_configured if {
	answer := check.findings with input as {
		"account": {"id": "111111111111"},
		"expectations": {"responder-role": null},
		"tables": {"iam_role_details": []},
	}
	expect.verdicts(answer, {["111111111111", "unknown"]})
}

_answer(roles) := answer if {
	answer := check.findings with input as {
		"account": {"id": "111111111111"},
		"expectations": {"responder-role": {"name": "incident-responder"}},
		"tables": {"iam_role_details": roles},
	}
}

_role(date, region) := {
	"arn": _arn,
	"name": "incident-responder",
	"role_last_used_date": date,
	"role_last_used_region": region,
}
