package checks.access.responder_role_protected_test

import data.checks.access.responder_role_protected as check
import data.checks.lib.expect

test_pass_at_the_root if expect.verdicts(_answer(_protect(_both), "r-1"), {["o-example", "pass"]})

test_pass_at_the_unit_of_the_account if expect.verdicts(_answer(_protect(_both), "ou-a"), {["o-example", "pass"]})

test_pass_for_all_but_the_stack_set if {
	content := {"Statement": [object.union(_protect(_both).Statement[0], {"Condition": {"ArnNotLike": {"aws:PrincipalArn": "arn:aws:iam::*:role/stacksets-exec-*"}}})]}
	expect.verdicts(_answer(content, "r-1"), {["o-example", "pass"]})
}

test_fail_attached_elsewhere if {
	answer := _answer(_protect(_both), "ou-other")
	expect.verdicts(answer, {["o-example", "fail"]})
	some finding in answer
	finding.evidence.accounts == ["111111111111"]
}

test_unknown_protected_under_a_path if {
	expect.verdicts(_answer(_protect(["arn:aws:iam::*:role/security/incident-responder", "arn:aws:iam::*:role/muster-audit"]), "r-1"), {["o-example", "unknown"]})
}

test_fail_one_role_only if expect.verdicts(_answer(_protect(["arn:aws:iam::*:role/incident-responder"]), "r-1"), {["o-example", "fail"]})

test_fail_deletion_only if {
	content := {"Statement": [object.union(_protect(_both).Statement[0], {"Action": "iam:DeleteRole"})]}
	expect.verdicts(_answer(content, "r-1"), {["o-example", "fail"]})
}

test_unknown_condition if {
	content := {"Statement": [object.union(_protect(_both).Statement[0], {"Condition": {"Null": {"aws:PrincipalTag/admin": "true"}}})]}
	expect.verdicts(_answer(content, "r-1"), {["o-example", "unknown"]})
}

test_absent_no_policy if {
	answer := check.findings with input as object.union_n([_input(_protect(_both), "r-1"), {"organization": {"tables": {
		"organizations_service_control_policies": [], "organizations_service_control_policy_targets": [],
	}}}])
	expect.verdicts(answer, {["o-example", "fail"]})
}

test_absent_no_member if {
	answer := check.findings with input as object.union_n([_input(_protect(_both), "r-1"), {"organization": {"tables": {"organizations_accounts": []}}}])
	expect.verdicts(answer, {["o-example", "not-applicable"]})
}

test_null_content if expect.verdicts(_answer(null, "r-1"), {["o-example", "unknown"]})

test_unknown_not_configured if {
	answer := check.findings with input as object.union_n([_input(_protect(_both), "r-1"), {"expectations": {"responder-role": null, "audit-role": null}}])
	expect.verdicts(answer, {["o-example", "unknown"]})
}

_both := ["arn:aws:iam::*:role/incident-responder", "arn:aws:iam::*:role/muster-audit"]

_protect(roles) := {"Statement": [{
	"Effect": "Deny", "Resource": roles,
	"Action": ["iam:Attach*", "iam:Delete*", "iam:Detach*", "iam:Put*", "iam:Update*"],
}]}

_answer(content, target) := answer if {
	answer := check.findings with input as _input(content, target)
}

_input(content, target) := {
	"account": null,
	"expectations": {"responder-role": {"name": "incident-responder"}, "audit-role": "muster-audit"},
	"organization": {"id": "o-example", "management_account_id": "999999999999", "tables": {
		"organizations_accounts": [
			{"id": "111111111111", "arn": "arn:aws:organizations::999999999999:account/o-example/111111111111", "state": "ACTIVE", "parent_id": "ou-b"},
			{"id": "999999999999", "arn": null, "state": "ACTIVE", "parent_id": "r-1"},
		],
		"organizations_organizational_units": [{"id": "ou-b", "parent_id": "ou-a"}, {"id": "ou-a", "parent_id": "r-1"}],
		"organizations_service_control_policies": [{"id": "p-1", "content": content}],
		"organizations_service_control_policy_targets": [{"policy_id": "p-1", "target_id": target, "target_type": "ROOT"}],
	}},
}
