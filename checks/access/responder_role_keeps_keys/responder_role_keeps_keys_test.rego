package checks.access.responder_role_keeps_keys_test

import data.checks.access.responder_role_keeps_keys as check
import data.checks.lib.expect

test_pass_not_allowed if {
	statement := {"Effect": "Allow", "Action": ["iam:updateaccesskey"], "Resource": ["*"]}
	expect.verdicts(_answer(_inline([statement]), null, null, {}), {["111111111111", "pass"]})
}

test_pass_denied if {
	statements := [
		{"Effect": "Allow", "Action": ["*"], "Resource": ["*"]},
		{"Effect": "Deny", "Action": ["iam:deleteaccesskey"], "Resource": ["*"]},
	]
	expect.verdicts(_answer(_inline(statements), null, null, {}), {["111111111111", "pass"]})
}

test_fail_wildcard if {
	managed := {"arn:aws:iam::aws:policy/AdministratorAccess": {"Statement": [{"Effect": "Allow", "Action": ["*"], "Resource": ["*"]}]}}
	answer := _answer(null, ["arn:aws:iam::aws:policy/AdministratorAccess"], null, managed)
	expect.verdicts(answer, {[_role_arn, "fail"]})
}

test_unknown_policy_not_read if {
	expect.verdicts(_answer(null, ["arn:aws:iam::aws:policy/IAMFullAccess"], null, {}), {[_role_arn, "unknown"]})
}

test_absent_no_role if expect.verdicts(_no_role, {["111111111111", "not-applicable"]})

test_null_row if expect.verdicts(_answer([{"PolicyName": null, "PolicyDocument": null}], null, null, {}), {[_role_arn, "unknown"]})

test_unknown_not_configured if expect.verdicts(_not_configured, {["111111111111", "unknown"]})

_base := {
	"account": {"id": "111111111111", "partition": "aws"},
	"organization": {"id": "o-example"},
	"expectations": {"responder-role": {"name": "incident-responder"}},
}

_role_arn := "arn:aws:iam::111111111111:role/incident-responder"

_answer(inline, attached, boundary, managed) := answer if {
	answer := check.findings with input as object.union(_base, {"tables": {
		"iam_role_policies": [
			{"arn": "arn:aws:iam::111111111111:role/app", "name": "app", "inline_policies_std": null, "attached_policy_arns": null},
			{"arn": _role_arn, "name": "incident-responder", "inline_policies_std": inline, "attached_policy_arns": attached},
		],
		"iam_role_details": [{"arn": _role_arn, "name": "incident-responder", "permissions_boundary_arn": boundary}],
		"iam_policies_attached": [{"arn": arn, "policy_std": document} | some arn, document in managed],
	}})
}

_no_role := answer if {
	answer := check.findings with input as object.union(_base, {"tables": {
		"iam_role_policies": [],
		"iam_role_details": [],
		"iam_policies_attached": [],
	}})
}

_not_configured := answer if {
	answer := check.findings with input as {
		"account": {"id": "111111111111", "partition": "aws"},
		"organization": {"id": null},
		"expectations": {"responder-role": null},
		"tables": {"iam_role_policies": [], "iam_role_details": [], "iam_policies_attached": []},
	}
}

_inline(statements) := [{"PolicyName": "respond", "PolicyDocument": {"Statement": statements}}]
