package checks.access.responder_role_disables_keys_test

import data.checks.access.responder_role_disables_keys as check
import data.checks.lib.expect

_allow := {"Effect": "Allow", "Action": ["iam:updateaccesskey"], "Resource": ["arn:aws:iam::*:user/*"]}

test_pass_inline_policy if expect.verdicts(_answer(_inline([_allow]), null, null, {}), {["111111111111", "pass"]})

test_pass_managed_policy if {
	managed := {"arn:aws:iam::111111111111:policy/ir": {"Statement": [_allow]}}
	expect.verdicts(_answer(null, ["arn:aws:iam::111111111111:policy/ir"], null, managed), {["111111111111", "pass"]})
}

test_fail_nothing_allows_it if {
	statement := {"Effect": "Allow", "Action": ["iam:list*"], "Resource": ["*"]}
	expect.verdicts(_answer(_inline([statement]), null, null, {}), {[_role_arn, "fail"]})
}

test_fail_deny_wins if {
	deny := {"Effect": "Deny", "Action": ["iam:*accesskey"], "Resource": ["*"]}
	answer := _answer(_inline([_allow, deny]), null, null, {})
	expect.verdicts(answer, {[_role_arn, "fail"]})
	some finding in answer
	finding.evidence.decision == "denied"
}

test_fail_only_own_key_of_another_user if {
	statement := object.union(_allow, {"Resource": ["arn:aws:iam::111111111111:user/alice"]})
	expect.verdicts(_answer(_inline([statement]), null, null, {}), {[_role_arn, "fail"]})
}

test_fail_boundary_without_it if {
	managed := {"arn:aws:iam::111111111111:policy/b": {"Statement": [{"Effect": "Allow", "Action": ["ec2:*"], "Resource": ["*"]}]}}
	answer := _answer(_inline([_allow]), null, "arn:aws:iam::111111111111:policy/b", managed)
	expect.verdicts(answer, {[_role_arn, "fail"]})
}

test_unknown_boundary_not_read if {
	answer := _answer(_inline([_allow]), null, "arn:aws:iam::aws:policy/PowerUserAccess", {})
	expect.verdicts(answer, {[_role_arn, "unknown"]})
}

test_unknown_policy_not_read if {
	answer := _answer(_inline([_allow]), ["arn:aws:iam::aws:policy/IAMFullAccess"], null, {})
	expect.verdicts(answer, {[_role_arn, "unknown"]})
	some finding in answer
	finding.evidence.policies_not_read == ["arn:aws:iam::aws:policy/IAMFullAccess"]
}

test_unknown_condition if {
	statement := object.union(_allow, {"Condition": {"Bool": {"aws:multifactorauthpresent": ["true"]}}})
	expect.verdicts(_answer(_inline([statement]), null, null, {}), {[_role_arn, "unknown"]})
}

test_pass_condition_on_own_organization if {
	statement := object.union(_allow, {"Condition": {"StringEquals": {"aws:principalorgid": ["o-example"]}}})
	expect.verdicts(_answer(_inline([statement]), null, null, {}), {["111111111111", "pass"]})
}

test_absent_no_role if expect.verdicts(_no_role, {["111111111111", "fail"]})

test_null_row if expect.verdicts(_answer(null, null, null, {}), {[_role_arn, "fail"]})

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
