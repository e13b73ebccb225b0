package checks.access.responder_role_session_duration_test

import data.checks.access.responder_role_session_duration as check
import data.checks.lib.expect

_arn := "arn:aws:iam::111111111111:role/incident-responder"

test_pass_as_agreed if expect.verdicts(_answer(14400, [_role(14400)]), {["111111111111", "pass"]})

test_fail_longer if {
	answer := _answer(14400, [_role(43200)])
	expect.verdicts(answer, {[_arn, "fail"]})
	some finding in answer
	finding.evidence == {"max_session_duration": 43200, "agreed": 14400}
}

test_null_row if expect.verdicts(_answer(14400, [_role(null)]), {[_arn, "unknown"]})

test_absent_no_role if expect.verdicts(_answer(14400, []), {["111111111111", "not-applicable"]})

test_unknown_duration_not_configured if expect.verdicts(_answer(null, [_role(3600)]), {["111111111111", "unknown"]})

test_unknown_name_not_configured if {
	answer := check.findings with input as {
		"account": {"id": "111111111111"},
		"expectations": {"responder-role": null},
		"tables": {"iam_roles": [_role(3600)]},
	}
	expect.verdicts(answer, {["111111111111", "unknown"]})
}

_answer(limit, roles) := answer if {
	answer := check.findings with input as {
		"account": {"id": "111111111111"},
		"expectations": {"responder-role": {"name": "incident-responder", "max-session": limit}},
		"tables": {"iam_roles": roles},
	}
}

_role(seconds) := {"arn": _arn, "name": "incident-responder", "max_session_duration": seconds}
