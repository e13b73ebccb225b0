package checks.access.responder_role_simulated_test

import data.checks.access.responder_role_simulated as check
import data.checks.lib.expect

test_pass_all_rows_good if {
	answer := _answer([_row(row, {}) | some row in ["RSP-02", "RSP-03", "RSP-04"]])
	expect.verdicts(answer, {["111111111111", "pass"]})
	some finding in answer
	endswith(finding.message, "2026-11-20")
}

test_fail_one_row if {
	denied := {"verdict": "fail", "messages": ["can't do a:B", "can't do c:D", "can't do e:F"]}
	answer := _answer([_row("RSP-02", denied), _row("RSP-03", {}), _row("RSP-04", {})])
	expect.verdicts(answer, {[_role, "fail"]})
	some finding in answer
	finding.message == "can't do a:B; can't do c:D; and 1 more (RSP-02, drill of 2026-11-20)"
	count(finding.evidence.messages) == 3
}

test_absent_never_tried if {
	answer := _answer([])
	expect.verdicts(answer, {["111111111111", "unknown"]})
	some finding in answer
	contains(finding.message, "never tried")
}

test_unknown_one_row_is_missing if expect.verdicts(_answer([_row("RSP-03", {}), _row("RSP-04", {})]), {["111111111111", "unknown"]})

test_unknown_after_a_drill_of_another_role if {
	answer := check.findings with input as {
		"account": {"id": "111111111111"},
		"now": "2026-11-24T05:00:00Z",
		"expectations": {"responder-role": {"name": "new-responder"}},
		"tables": {"muster_responder_drill": [_row(row, {}) | some row in ["RSP-02", "RSP-03", "RSP-04"]]},
	}
	expect.verdicts(answer, {["111111111111", "unknown"]})
}

test_unknown_after_ninety_days if {
	answer := _answer([_row(row, {"drilled_at": "2026-08-01T05:00:00Z"}) | some row in ["RSP-02", "RSP-03", "RSP-04"]])
	expect.verdicts(answer, {["111111111111", "unknown"]})
	some finding in answer
	contains(finding.message, "2026-08-01")
}

test_fail_of_long_ago_is_unknown if {
	old := {"drilled_at": "2026-08-01T05:00:00Z", "verdict": "fail"}
	expect.verdicts(_answer([_row(row, old) | some row in ["RSP-02", "RSP-03", "RSP-04"]]), {["111111111111", "unknown"]})
}

test_null_reason_of_what_could_not_be_simulated if {
	row := {"verdict": "unknown", "reason": null, "messages": ["could not be simulated"]}
	expect.verdicts(_answer([_row("RSP-02", row), _row("RSP-03", {}), _row("RSP-04", {})]), {[_role, "unknown"]})
}

_role := "arn:aws:iam::111111111111:role/incident-responder"

_row(row, changes) := object.union(
	{
		"account_id": "111111111111",
		"requirement": row,
		"role": _role,
		"drilled_at": "2026-11-20T05:00:00Z",
		"entry": "proven",
		"simulated": true,
		"policies_of_organization_seen": true,
		"verdict": "pass",
		"reason": null,
		"messages": ["may do all"],
	},
	changes,
)

_answer(rows) := answer if {
	answer := check.findings with input as {
		"account": {"id": "111111111111"},
		"now": "2026-11-24T05:00:00Z",
		"tables": {"muster_responder_drill": rows},
	}
}
