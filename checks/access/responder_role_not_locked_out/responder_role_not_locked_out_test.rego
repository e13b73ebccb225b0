package checks.access.responder_role_not_locked_out_test

import data.checks.access.responder_role_not_locked_out as check
import data.checks.lib.expect

test_pass_full_access if expect.verdicts(_answer({"p-1": _full}, _roles), {["o-example", "pass"]})

test_pass_both_roles_are_exempt if {
	content := _regions(["arn:aws:iam::*:role/incident-responder", "arn:aws:iam::*:role/muster-audit"])
	expect.verdicts(_answer({"p-1": content}, _roles), {["o-example", "pass"]})
}

test_fail_region_deny_without_exemption if {
	answer := _answer({"p-1": _regions(["arn:aws:iam::*:role/OrganizationAccountAccessRole"])}, _roles)
	expect.verdicts(answer, {["p-1", "fail"]})
	some finding in answer
	"ec2:StopInstances" in finding.evidence.denied["incident-responder"]
}

test_unknown_exempt_by_a_path[exempt] if {
	some exempt in ["arn:aws:iam::*:role/security/incident-responder", "arn:aws:iam::*:role/*/incident-responder"]
	expect.verdicts(_answer({"p-1": _regions([exempt, "arn:aws:iam::*:role/muster-audit"])}, _roles), {["p-1", "unknown"]})
}

test_fail_exempt_is_the_role_of_another_name if {
	expect.verdicts(_answer({"p-1": _regions(["arn:aws:iam::*:role/security/responder", "arn:aws:iam::*:role/muster-audit"])}, _roles), {["p-1", "fail"]})
}

# In the input each policy is attached to the root.
test_fail_policies_allow_other_services_only if {
	allowed := {"Statement": [{"Effect": "Allow", "Action": ["ec2:*", "s3:*", "cloudtrail:*", "guardduty:List*", "iam:List*"], "Resource": "*"}]}
	answer := _answer({"p-1": allowed}, _roles)
	expect.verdicts(answer, {["o-example", "pass"], ["r-1", "fail"]})
	some finding in answer
	finding.evidence.not_allowed == {"incident-responder": [
		"iam:AttachUserPolicy", "iam:PutRolePolicy", "iam:UpdateAccessKey", "lambda:PutFunctionConcurrency", "rds:ModifyDBInstance",
	]}
}

test_pass_policies_allow_enough_together if {
	iam := {"Statement": [{"Effect": "Allow", "Action": ["iam:*", "lambda:*", "rds:*"], "Resource": "*"}]}
	others := {"Statement": [{"Effect": "Allow", "NotAction": ["iam:*", "lambda:*", "rds:*"], "Resource": "*"}]}
	expect.verdicts(_answer({"p-1": iam, "p-2": others}, _roles), {["o-example", "pass"]})
}

test_fail_only_audit_is_exempt if {
	expect.verdicts(_answer({"p-1": _full, "p-2": _regions(["arn:aws:iam::*:role/muster-audit"])}, _roles), {["o-example", "pass"], ["p-2", "fail"]})
}

test_fail_one_named_region_is_closed if {
	content := {"Statement": [{"Effect": "Deny", "Action": "ec2:*", "Resource": "*", "Condition": {"StringEquals": {"aws:RequestedRegion": "me-south-1"}}}]}
	expect.verdicts(_answer({"p-1": content}, _roles), {["p-1", "fail"]})
}

test_fail_suspended_unit_denies_everything if {
	content := {"Statement": {"Effect": "Deny", "Action": "*", "Resource": "*"}}
	expect.verdicts(_answer({"p-1": content}, _roles), {["p-1", "fail"]})
}

test_unknown_mfa if {
	content := {"Statement": [{"Effect": "Deny", "Action": "iam:*", "Resource": "*", "Condition": {"BoolIfExists": {"aws:MultiFactorAuthPresent": "false"}}}]}
	expect.verdicts(_answer({"p-1": content}, _roles), {["p-1", "unknown"]})
}

test_pass_perimeter_around_the_organization if {
	content := {"Statement": [{
		"Effect": "Deny", "Action": "*", "Resource": "*",
		"Condition": {
			"StringNotEqualsIfExists": {"aws:ResourceOrgID": "o-example", "aws:ResourceTag/perimeter": "open"},
			"BoolIfExists": {"aws:PrincipalIsAWSService": "false"},
		},
	}]}
	expect.verdicts(_answer({"p-1": content}, _roles), {["o-example", "pass"]})
}

test_fail_policy_told_twice_if_one_telling_denies if {
	texts := [_full, {"Statement": {"Effect": "Deny", "Action": "*", "Resource": "*"}}]
	rows := [{"id": "p-1", "name": "p-1", "content": content} | some content in texts]
	answer := check.findings with input as object.union(
		_input({"p-1": _full}, _roles),
		{"organization": {"tables": {"organizations_service_control_policies": rows}}},
	)
	expect.verdicts(answer, {["p-1", "fail"]})
}

test_absent_policy_that_is_attached_nowhere if {
	answer := check.findings with input as object.union_n([
		_input({"p-1": {"Statement": {"Effect": "Deny", "Action": "*", "Resource": "*"}}}, _roles),
		{"organization": {"tables": {"organizations_service_control_policy_targets": []}}},
	])
	expect.verdicts(answer, {["o-example", "not-applicable"]})
}

test_absent_no_policy if expect.verdicts(_answer({}, _roles), {["o-example", "not-applicable"]})

test_null_content if expect.verdicts(_answer({"p-1": null}, _roles), {["p-1", "unknown"]})

test_unknown_no_member if {
	answer := check.findings with input as object.union_n([
		_input({"p-1": _full}, _roles),
		{"organization": {"tables": {"organizations_accounts": [{"id": "222222222222", "arn": null, "state": null}]}}},
	])
	expect.verdicts(answer, {["o-example", "unknown"]})
}

test_unknown_not_configured if {
	expect.verdicts(_answer({"p-1": _full}, {"responder-role": null, "audit-role": null}), {["o-example", "unknown"]})
}

_roles := {"responder-role": {"name": "incident-responder"}, "audit-role": "muster-audit"}

_full := {"Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*"}]}

_regions(exempt) := {"Statement": [{
	"Effect": "Deny", "NotAction": ["iam:*", "sts:*"], "Resource": "*",
	"Condition": {
		"StringNotEquals": {"aws:RequestedRegion": ["eu-central-1"]},
		"ArnNotLike": {"aws:PrincipalARN": exempt},
	},
}]}

_answer(policies, expectations) := answer if {
	answer := check.findings with input as _input(policies, expectations)
}

_input(policies, expectations) := {
	"account": null,
	"expectations": expectations,
	"organization": {"id": "o-example", "management_account_id": "999999999999", "tables": {
		"organizations_accounts": [
			{"id": "111111111111", "arn": "arn:aws:organizations::999999999999:account/o-example/111111111111", "state": "ACTIVE"},
			{"id": "999999999999", "arn": "arn:aws:organizations::999999999999:account/o-example/999999999999", "state": "ACTIVE"},
		],
		"organizations_service_control_policies": [{"id": id, "name": id, "content": content} | some id, content in policies],
		"organizations_service_control_policy_targets": [{"policy_id": id, "target_id": "r-1", "target_type": "ROOT"} | some id, _ in policies],
	}},
}
