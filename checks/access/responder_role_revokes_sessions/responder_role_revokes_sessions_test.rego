package checks.access.responder_role_revokes_sessions_test

import data.checks.access.responder_role_revokes_sessions as check
import data.checks.lib.expect

_all := {
	"Effect": "Allow",
	"Action": [
		"iam:attachrolepolicy", "iam:attachuserpolicy", "iam:deleterolepolicy", "iam:deleteuserpolicy",
		"iam:detachrolepolicy", "iam:detachuserpolicy", "iam:putrolepolicy", "iam:putuserpolicy",
	],
	"Resource": ["*"],
}

test_pass_all_actions if expect.verdicts(_answer(_inline([_all]), null, null, {}), {["111111111111", "pass"]})

test_pass_attaching_limited_to_deny_policies if {
	statements := [
		{"Effect": "Allow", "Action": ["iam:put*policy", "iam:delete*policy", "iam:detach*policy"], "Resource": ["*"]},
		{
			"Effect": "Allow",
			"Action": ["iam:attach*policy"],
			"Resource": ["*"],
			"Condition": {"ArnEquals": {"iam:policyarn": ["arn:aws:iam::aws:policy/AWSDenyAll"]}},
		},
	]
	expect.verdicts(_answer(_inline(statements), null, null, {}), {["111111111111", "pass"]})
}

test_fail_attaching_limited_to_something_else if {
	statements := [
		{"Effect": "Allow", "Action": ["iam:put*policy", "iam:delete*policy", "iam:detach*policy"], "Resource": ["*"]},
		{
			"Effect": "Allow",
			"Action": ["iam:attach*policy"],
			"Resource": ["*"],
			"Condition": {"ArnEquals": {"iam:policyarn": ["arn:aws:iam::aws:policy/ReadOnlyAccess"]}},
		},
	]
	expect.verdicts(_answer(_inline(statements), null, null, {}), {[_role_arn, "fail"]})
}

test_fail_inline_policies_limited_to_a_policy_that_they_do_not_name if {
	statement := object.union(_all, {"Condition": {"ArnEquals": {"iam:policyarn": ["arn:aws:iam::aws:policy/AWSDenyAll"]}}})
	answer := _answer(_inline([statement]), null, null, {})
	expect.verdicts(answer, {[_role_arn, "fail"]})
	some finding in answer
	contains(finding.message, "iam:PutRolePolicy")
	not contains(finding.message, "iam:AttachRolePolicy")
}

test_pass_calls_of_services_left_out if {
	deny := {
		"Effect": "Deny", "Action": ["iam:*"], "Resource": ["*"],
		"Condition": {"Bool": {"aws:principalisawsservice": ["true"]}},
	}
	expect.verdicts(_answer(_inline([_all, deny]), null, null, {}), {["111111111111", "pass"]})
}

test_fail_without_user_actions if {
	statements := [{"Effect": "Allow", "Action": ["iam:detachrolepolicy", "iam:deleterolepolicy", "iam:putrolepolicy"], "Resource": ["*"]}]
	answer := _answer(_inline(statements), null, null, {})
	expect.verdicts(answer, {[_role_arn, "fail"]})
	some finding in answer
	contains(finding.message, "iam:PutUserPolicy")
	not contains(finding.message, "iam:PutRolePolicy")
}

test_unknown_condition if {
	statement := object.union(_all, {"Condition": {"StringEquals": {"aws:requestedregion": ["us-east-1"]}}})
	expect.verdicts(_answer(_inline([statement]), null, null, {}), {[_role_arn, "unknown"]})
}

test_fail_boundary_denies if {
	managed := {"arn:aws:iam::111111111111:policy/b": {"Statement": [
		{"Effect": "Allow", "Action": ["*"], "Resource": ["*"]},
		{"Effect": "Deny", "Action": ["iam:*"], "Resource": ["*"]},
	]}}
	answer := _answer(_inline([_all]), null, "arn:aws:iam::111111111111:policy/b", managed)
	expect.verdicts(answer, {[_role_arn, "fail"]})
}

test_unknown_policy_not_read if {
	expect.verdicts(_answer(null, ["arn:aws:iam::aws:policy/IAMFullAccess"], null, {}), {[_role_arn, "unknown"]})
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
