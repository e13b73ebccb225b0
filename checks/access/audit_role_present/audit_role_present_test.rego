package checks.access.audit_role_present_test

import data.checks.access.audit_role_present as check
import data.checks.lib.expect

_arn := "arn:aws:iam::111111111111:role/muster-audit"

_security_audit := "arn:aws:iam::aws:policy/SecurityAudit"

# As much of AWS' policy as the probes touch.
_reading := {"Statement": [{
	"Effect": "Allow",
	"Action": [
		"cloudtrail:describe*", "config:describe*", "ec2:describe*", "guardduty:list*", "iam:get*", "iam:list*",
		"kms:list*", "lambda:list*", "logs:describe*", "s3:listallmybuckets",
	],
	"Resource": ["*"],
}]}

_role := {
	"arn": _arn,
	"name": "muster-audit",
	"assume_role_policy_std": {"Statement": [_allow({"AWS": ["arn:aws:iam::222222222222:role/muster"]})]},
	"inline_policies_std": null,
	"attached_policy_arns": [_security_audit],
	"permissions_boundary_arn": null,
}

test_pass_reads_only if expect.verdicts(_answer([_role], _reading), {["111111111111", "pass"]})

test_pass_whole_account_trusted if {
	trust := {"Statement": [_allow({"AWS": ["arn:aws:iam::222222222222:root"]})]}
	expect.verdicts(_answer([object.union(_role, {"assume_role_policy_std": trust})], _reading), {["111111111111", "pass"]})
}

test_fail_trusts_another_account if {
	trust := {"Statement": [_allow({"AWS": ["arn:aws:iam::333333333333:root"]})]}
	answer := _answer([object.union(_role, {"assume_role_policy_std": trust})], _reading)
	expect.verdicts(answer, {[_arn, "fail"]})
	some finding in answer
	finding.message == "does not trust the security account 222222222222"
}

test_fail_trusts_everybody if {
	trust := {"Statement": [_allow({"AWS": ["*"]}), _allow({"AWS": ["222222222222"]})]}
	expect.verdicts(_answer([object.union(_role, {"assume_role_policy_std": trust})], _reading), {[_arn, "fail"]})
}

test_fail_may_change if {
	inline := [{"PolicyName": "x", "PolicyDocument": {"Statement": {"Effect": "Allow", "Action": ["iam:*"], "Resource": ["*"]}}}]
	answer := _answer([object.union(_role, {"inline_policies_std": inline})], _reading)
	expect.verdicts(answer, {[_arn, "fail"]})
	some finding in answer
	contains(finding.message, "iam:PutRolePolicy")
}

test_pass_changes_denied if {
	admin := {"Statement": [
		{"Effect": "Allow", "Action": ["*"], "Resource": ["*"]},
		{"Effect": "Deny", "NotAction": ["*:describe*", "*:get*", "*:list*"], "Resource": ["*"]},
	]}
	expect.verdicts(_answer([_role], admin), {["111111111111", "pass"]})
}

test_fail_reads_nothing if {
	answer := _answer([object.union(_role, {"attached_policy_arns": null})], _reading)
	expect.verdicts(answer, {[_arn, "fail"]})
	some finding in answer
	contains(finding.message, "can't read")
}

test_fail_boundary_takes_reading_away if {
	boundary := "arn:aws:iam::111111111111:policy/b"
	answer := check.findings with input as _input(
		[object.union(_role, {"permissions_boundary_arn": boundary})],
		[
			{"arn": _security_audit, "policy_std": _reading},
			{"arn": boundary, "policy_std": {"Statement": [{"Effect": "Allow", "Action": ["s3:*"], "Resource": ["*"]}]}},
		],
		_expected,
	)
	expect.verdicts(answer, {[_arn, "fail"]})
}

test_unknown_policy_not_read if {
	answer := check.findings with input as _input([_role], [], _expected)
	expect.verdicts(answer, {[_arn, "unknown"]})
}

test_absent_no_role if expect.verdicts(_answer([], _reading), {["111111111111", "fail"]})

test_null_row if {
	role := {key: null | some key, _ in _role}
	expect.verdicts(_answer([object.union(role, {"arn": _arn, "name": "muster-audit"})], null), {[_arn, "fail"]})
	expect.verdicts(_answer([object.union(role, {"arn": _arn})], null), {["111111111111", "fail"]})
}

test_unknown_not_configured[name] if {
	some name, expectations in {
		"no role": {"audit-role": null, "security-account": "222222222222"},
		"no security account": {"audit-role": "muster-audit", "security-account": null},
	}
	answer := check.findings with input as _input([_role], [], expectations)
	expect.verdicts(answer, {["111111111111", "unknown"]})
}

_expected := {"audit-role": "muster-audit", "security-account": "222222222222"}

_answer(roles, document) := answer if {
	answer := check.findings with input as _input(roles, [{"arn": _security_audit, "policy_std": document}], _expected)
}

_input(roles, policies, expectations) := {
	"account": {"id": "111111111111", "partition": "aws"},
	"organization": {"id": "o-example"},
	"expectations": expectations,
	"tables": {
		"iam_roles": roles,
		"iam_role_policies": roles,
		"iam_role_details": roles,
		"iam_policies_attached": policies,
	},
}

_allow(principal) := {"Effect": "Allow", "Action": ["sts:assumerole"], "Principal": principal}
