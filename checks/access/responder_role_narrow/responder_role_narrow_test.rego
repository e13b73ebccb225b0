package checks.access.responder_role_narrow_test

import data.checks.access.responder_role_narrow as check
import data.checks.lib.expect

_contain := {"Effect": "Allow", "Action": ["ec2:stopinstances", "iam:updateaccesskey", "iam:putrolepolicy"], "Resource": ["*"]}

test_pass_only_containment if expect.verdicts(_answer(_inline([_contain]), null, null, {}), {["111111111111", "pass"]})

test_pass_one_role_may_be_passed if {
	pass := {"Effect": "Allow", "Action": ["iam:passrole"], "Resource": ["arn:aws:iam::111111111111:role/quarantine"]}
	expect.verdicts(_answer(_inline([_contain, pass]), null, null, {}), {["111111111111", "pass"]})
}

test_pass_boundary_takes_the_rest_away if {
	managed := {"arn:aws:iam::111111111111:policy/b": {"Statement": [_contain]}}
	all := {"Effect": "Allow", "Action": ["*"], "Resource": ["*"]}
	expect.verdicts(_answer(_inline([all]), null, "arn:aws:iam::111111111111:policy/b", managed), {["111111111111", "pass"]})
}

test_fail_wide[action] if {
	some action in ["*", "iam:*", "s3:*", "glue:*", "iam:create*", "iam:passrole"]
	wide := {"Effect": "Allow", "Action": [action], "Resource": ["*"]}
	expect.verdicts(_answer(_inline([_contain, wide]), null, null, {}), {[_role_arn, "fail"]})
}

test_fail_administrator if {
	managed := {"arn:aws:iam::aws:policy/AdministratorAccess": {"Statement": [{"Effect": "Allow", "Action": ["*"], "Resource": ["*"]}]}}
	answer := _answer(null, ["arn:aws:iam::aws:policy/AdministratorAccess"], null, managed)
	expect.verdicts(answer, {[_role_arn, "fail"]})
}

test_unknown_policy_not_read if {
	answer := _answer(_inline([_contain]), ["arn:aws:iam::aws:policy/ReadOnlyAccess"], null, {})
	expect.verdicts(answer, {[_role_arn, "unknown"]})
}

test_absent_no_role if {
	answer := check.findings with input as object.union(_base, {"tables": _empty})
	expect.verdicts(answer, {["111111111111", "not-applicable"]})
}

test_null_row if expect.verdicts(_answer(null, null, null, {}), {[_role_arn, "unknown"]})

test_unknown_not_configured if {
	answer := check.findings with input as object.union(_base, {"tables": _empty, "expectations": {"responder-role": null}})
	expect.verdicts(answer, {["111111111111", "unknown"]})
}

_empty := {"iam_role_policies": [], "iam_role_details": [], "iam_policies_attached": []}

_base := {
	"account": {"id": "111111111111", "partition": "aws"},
	"organization": {"id": "o-example"},
	"expectations": {"responder-role": {"name": "incident-responder"}},
}

_role_arn := "arn:aws:iam::111111111111:role/incident-responder"

_answer(inline, attached, boundary, managed) := answer if {
	answer := check.findings with input as object.union(_base, {"tables": {
		"iam_role_policies": [{"arn": _role_arn, "name": "incident-responder", "inline_policies_std": inline, "attached_policy_arns": attached}],
		"iam_role_details": [{"arn": _role_arn, "name": "incident-responder", "permissions_boundary_arn": boundary}],
		"iam_policies_attached": [{"arn": arn, "policy_std": document} | some arn, document in managed],
	}})
}

_inline(statements) := [{"PolicyName": "respond", "PolicyDocument": {"Statement": statements}}]
