package checks.containment.workload_roles_reach_no_hosts_test

import data.checks.containment.workload_roles_reach_no_hosts as check
import data.checks.lib.expect

test_pass_harmless_policy if expect.verdicts(_answer(_held(["s3:getobject"], "*")), {["111111111111", "pass"]})

test_pass_role_of_people if {
	expect.verdicts(_answer(object.union(_held(["ssm:*"], "*"), {"trust": _trust({"AWS": ["arn:aws:iam::222222222222:root"]})})), {["111111111111", "not-applicable"]})
}

test_pass_some_instances_only if {
	expect.verdicts(_answer(_held(["ssm:startsession"], "arn:aws:ec2:us-east-1:111111111111:instance/i-1")), {["111111111111", "pass"]})
}

test_pass_condition_on_tags if {
	held := {"inline": [{"PolicyName": "p", "PolicyDocument": {"Statement": [{"Effect": "Allow", "Action": ["ssm:startsession"], "Resource": ["*"], "Condition": {"StringEquals": {"ssm:resourcetag/app": ["a"]}}}]}}]}
	expect.verdicts(_answer(held), {["111111111111", "pass"]})
}

test_fail_each_action[action] if {
	some action in ["ssm:startsession", "ssm:sendcommand", "ec2-instance-connect:*", "ec2-instance-connect:sendsshpublickey", "ec2-instance-connect:opentunnel", "*"]
	expect.verdicts(_answer(_held([action], "*")), {[_arn, "fail"]})
}

test_fail_each_service[service] if {
	some service in ["ec2.amazonaws.com", "lambda.amazonaws.com", "ecs-tasks.amazonaws.com"]
	expect.verdicts(_answer(object.union(_held(["ssm:*"], "*"), {"trust": _trust({"Service": [service]})})), {[_arn, "fail"]})
}

test_fail_attached_policy if {
	expect.verdicts(_answer({"attached": ["arn:aws:iam::aws:policy/AdministratorAccess"]}), {[_arn, "fail"]})
}

test_pass_boundary if {
	expect.verdicts(_answer(object.union(_held(["ssm:*"], "*"), {"boundary": "arn:aws:iam::111111111111:policy/storage"})), {["111111111111", "pass"]})
}

test_pass_denied_by_another_policy if {
	held := {"attached": ["arn:aws:iam::aws:policy/AdministratorAccess", "arn:aws:iam::111111111111:policy/closed"]}
	expect.verdicts(_answer(held), {["111111111111", "pass"]})
}

test_unknown_policy_not_read if expect.verdicts(_answer({"attached": ["arn:aws:iam::111111111111:policy/gone"]}), {[_arn, "unknown"]})

test_unknown_no_row_with_policies if {
	answer := check.findings with input as _input([_role({})], [], [])
	expect.verdicts(answer, {[_arn, "unknown"]})
}

test_of_a_role_told_twice_the_worst_counts if {
	rows := [{"arn": _arn, "inline_policies_std": _held(actions, "*").inline, "attached_policy_arns": []} | some actions in [["s3:*"], ["ssm:*"]]]
	answer := check.findings with input as _input([_role({})], rows, [{"arn": _arn, "permissions_boundary_arn": ""}])
	expect.verdicts(answer, {[_arn, "fail"]})
}

test_unknown_two_boundaries if {
	rows := [{"arn": _arn, "inline_policies_std": _held(["ssm:*"], "*").inline, "attached_policy_arns": []}]
	details := [{"arn": _arn, "permissions_boundary_arn": boundary} | some boundary in ["", "arn:aws:iam::111111111111:policy/storage"]]
	answer := check.findings with input as _input([_role({})], rows, details)
	expect.verdicts(answer, {[_arn, "unknown"]})
}

test_absent_no_role if {
	answer := check.findings with input as _input([], [], [])
	expect.verdicts(answer, {["111111111111", "not-applicable"]})
}

test_null_rows if {
	answer := check.findings with input as _input(
		[{"arn": _arn, "assume_role_policy_std": null}],
		[{"arn": _arn, "inline_policies_std": null, "attached_policy_arns": null}],
		[{"arn": _arn, "permissions_boundary_arn": null}],
	)
	expect.verdicts(answer, {[_arn, "unknown"]})
}

test_null_policies if {
	answer := check.findings with input as _input(
		[_role({})],
		[{"arn": _arn, "inline_policies_std": null, "attached_policy_arns": null}],
		[],
	)
	expect.verdicts(answer, {[_arn, "unknown"]})
}

_arn := "arn:aws:iam::111111111111:role/app"

_held(actions, resource) := {"inline": [{"PolicyName": "p", "PolicyDocument": {"Statement": [{"Effect": "Allow", "Action": actions, "Resource": [resource]}]}}]}

_trust(principal) := {"Statement": [{"Effect": "Allow", "Principal": principal, "Action": ["sts:assumerole"]}]}

_role(changes) := {"arn": _arn, "assume_role_policy_std": object.get(changes, "trust", _trust({"Service": ["ec2.amazonaws.com"]}))}

_answer(changes) := answer if {
	answer := check.findings with input as _input(
		[_role(changes)],
		[{"arn": _arn, "inline_policies_std": object.get(changes, "inline", []), "attached_policy_arns": object.get(changes, "attached", [])}],
		[{"arn": _arn, "permissions_boundary_arn": object.get(changes, "boundary", "")}],
	)
}

_input(roles, policies, details) := {
	"account": {"id": "111111111111", "partition": "aws"},
	"tables": {"iam_roles": roles, "iam_role_policies": policies, "iam_role_details": details, "iam_policies_attached": _library},
}

_library := [
	{"arn": "arn:aws:iam::aws:policy/AdministratorAccess", "policy_std": {"Statement": [{"Effect": "Allow", "Action": ["*"], "Resource": ["*"]}]}},
	{"arn": "arn:aws:iam::111111111111:policy/storage", "policy_std": {"Statement": [{"Effect": "Allow", "Action": ["s3:*"], "Resource": ["*"]}]}},
	{"arn": "arn:aws:iam::111111111111:policy/closed", "policy_std": {"Statement": [{"Effect": "Deny", "Action": ["ssm:*", "ec2-instance-connect:*"], "Resource": ["*"]}]}},
]
