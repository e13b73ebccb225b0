package checks.logging.logging_protected_test

import data.checks.lib.expect
import data.checks.logging.logging_protected as check

test_pass_at_the_root if expect.verdicts(_answer(_protect, "r-1"), {["o-example", "pass"]})

test_fail_attached_elsewhere if expect.verdicts(_answer(_protect, "ou-other"), {["o-example", "fail"]})

test_fail_one_call_only if {
	content := {"Statement": [{"Effect": "Deny", "Action": ["cloudtrail:StopLogging"], "Resource": "*"}]}
	expect.verdicts(_answer(content, "r-1"), {["o-example", "fail"]})
}

test_unknown_condition if {
	content := {"Statement": [object.union(_protect.Statement[0], {"Condition": {"StringEquals": {"aws:PrincipalTag/team": "payments"}}})]}
	expect.verdicts(_answer(content, "r-1"), {["o-example", "unknown"]})
}

test_absent_no_policy if {
	answer := check.findings with input as object.union_n([_input(_protect, "r-1"), {"organization": {"tables": {
		"organizations_service_control_policies": [], "organizations_service_control_policy_targets": [],
	}}}])
	expect.verdicts(answer, {["o-example", "fail"]})
}

test_absent_no_member if {
	answer := check.findings with input as object.union_n([_input(_protect, "r-1"), {"organization": {"tables": {"organizations_accounts": []}}}])
	expect.verdicts(answer, {["o-example", "not-applicable"]})
}

test_null_content if expect.verdicts(_answer(null, "r-1"), {["o-example", "unknown"]})

_protect := {"Statement": [{"Effect": "Deny", "Action": ["cloudtrail:*", "guardduty:Delete*", "ec2:DeleteFlowLogs", "config:StopConfigurationRecorder"], "Resource": "*"}]}

_answer(content, target) := answer if {
	answer := check.findings with input as _input(content, target)
}

_input(content, target) := {
	"account": null,
	"organization": {"id": "o-example", "management_account_id": "999999999999", "tables": {
		"organizations_accounts": [
			{"id": "111111111111", "arn": "arn:aws:organizations::999999999999:account/o-example/111111111111", "state": "ACTIVE", "parent_id": "ou-b"},
			{"id": "999999999999", "arn": null, "state": "ACTIVE", "parent_id": "r-1"},
		],
		"organizations_organizational_units": [{"id": "ou-b", "parent_id": "r-1"}],
		"organizations_service_control_policies": [{"id": "p-1", "content": content}],
		"organizations_service_control_policy_targets": [{"policy_id": "p-1", "target_id": target, "target_type": "ROOT"}],
	}},
}

test_pass_named_exemption if {
	content := {"Statement": [object.union(_protect.Statement[0], {"Condition": {"ArnNotLike": {"aws:PrincipalArn": "arn:aws:iam::*:role/log-admin"}}})]}
	expect.verdicts(_answer(content, "r-1"), {["o-example", "pass"]})
}

test_fail_broad_exemption if {
	content := {"Statement": [object.union(_protect.Statement[0], {"Condition": {"ArnNotLike": {"aws:PrincipalArn": "arn:aws:iam::*:role/*"}}})]}
	expect.verdicts(_answer(content, "r-1"), {["o-example", "fail"]})
}

test_fail_all_permission_sets_are_exempt if {
	content := {"Statement": [object.union(_protect.Statement[0], {"Condition": {"ArnNotLike": {"aws:PrincipalArn": "arn:aws:iam::*:role/aws-reserved/sso.amazonaws.com/*"}}})]}
	expect.verdicts(_answer(content, "r-1"), {["o-example", "fail"]})
}

test_pass_narrow_resources if {
	content := {"Statement": [object.union(_protect.Statement[0], {"Resource": ["arn:aws:*:*:*:*"]})]}
	expect.verdicts(_answer(content, "r-1"), {["o-example", "pass"]})
}
