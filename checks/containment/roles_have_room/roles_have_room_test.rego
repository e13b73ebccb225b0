package checks.containment.roles_have_room_test

import data.checks.containment.roles_have_room as check
import data.checks.lib.expect

test_pass_few_policies if expect.verdicts(_answer([_role(3, 1)]), {["111111111111", "pass"]})

test_pass_many_attached_but_room_inline if expect.verdicts(_answer([_role(12, 1)]), {["111111111111", "pass"]})

test_pass_long_inline_but_room_to_attach if expect.verdicts(_answer([_role(9, 400)]), {["111111111111", "pass"]})

test_absent_no_policy_at_all if {
	role := {"arn": _arn, "name": "r", "attached_policy_arns": null, "inline_policies_std": null}
	expect.verdicts(_answer([role]), {["111111111111", "not-applicable"]})
}

test_fail_both_exhausted if {
	answer := _answer([_role(10, 400)])
	expect.verdicts(answer, {[_arn, "fail"]})
	some finding in answer
	finding.evidence.attached_policies == 10
}

test_absent_no_role if expect.verdicts(_answer([]), {["111111111111", "not-applicable"]})

test_null_row if {
	role := {"arn": null, "name": null, "attached_policy_arns": null, "inline_policies_std": null}
	expect.verdicts(_answer([role]), {["111111111111", "unknown"]})
}

_arn := "arn:aws:iam::111111111111:role/app"

_role(attached, actions) := {
	"arn": _arn, "name": "app",
	"attached_policy_arns": [sprintf("arn:aws:iam::111111111111:policy/p%d", [i]) | some i in numbers.range(1, attached)],
	"inline_policies_std": [{"PolicyName": "p", "PolicyDocument": {"Statement": [{
		"Effect": "Allow", "Resource": ["*"],
		"Action": [sprintf("service:someactionnumber%d", [i]) | some i in numbers.range(1, actions)],
	}]}}],
}

_answer(roles) := answer if {
	answer := check.findings with input as {"account": {"id": "111111111111"}, "tables": {"iam_role_policies": roles}}
}
