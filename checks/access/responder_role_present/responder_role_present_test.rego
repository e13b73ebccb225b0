package checks.access.responder_role_present_test

import data.checks.access.responder_role_present as check
import data.checks.lib.expect

test_pass_role_exists if expect.verdicts(_answer("incident-responder", ["app", "incident-responder"]), {["111111111111", "pass"]})

test_fail_other_roles if expect.verdicts(_answer("incident-responder", ["app"]), {["111111111111", "fail"]})

test_fail_other_case if expect.verdicts(_answer("incident-responder", ["Incident-Responder"]), {["111111111111", "fail"]})

test_absent_no_roles if expect.verdicts(_answer("incident-responder", []), {["111111111111", "fail"]})

test_null_row if expect.verdicts(_answer("incident-responder", [null]), {["111111111111", "fail"]})

test_unknown_not_configured if expect.verdicts(_answer(null, ["incident-responder"]), {["111111111111", "unknown"]})

test_unknown_nothing_configured if {
	answer := check.findings with input as {
		"account": {"id": "111111111111"},
		"expectations": {"responder-role": null},
		"tables": {"iam_roles": []},
	}
	expect.verdicts(answer, {["111111111111", "unknown"]})
}

_answer(wanted, names) := answer if {
	answer := check.findings with input as {
		"account": {"id": "111111111111"},
		"expectations": {"responder-role": {"name": wanted}},
		"tables": {"iam_roles": [role |
			some i, name in names
			role := {"arn": sprintf("arn:aws:iam::111111111111:role/%d", [i]), "name": name, "path": "/"}
		]},
	}
}
