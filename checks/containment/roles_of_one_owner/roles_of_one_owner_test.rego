package checks.containment.roles_of_one_owner_test

import data.checks.containment.roles_of_one_owner as check
import data.checks.lib.expect

test_pass_one_owner if expect.verdicts(_answer([_instance("i-1", "a"), _instance("i-2", "a")], []), {["111111111111", "pass"]})

test_pass_single_workload_without_tag if expect.verdicts(_answer([_instance("i-1", null)], []), {["111111111111", "pass"]})

test_pass_functions_of_one_owner if {
	expect.verdicts(_answer([], [["f1", "a"], ["f2", "a"]]), {["111111111111", "pass"]})
}

test_fail_two_owners if {
	answer := _answer([_instance("i-1", "a"), _instance("i-2", "b")], [])
	expect.verdicts(answer, {[_profile, "fail"]})
	some finding in answer
	finding.evidence.owners == ["a", "b"]
}

test_fail_functions_of_two_owners if expect.verdicts(_answer([], [["f1", "a"], ["f2", "b"]]), {[_role, "fail"]})

test_fail_function_told_with_two_owners if expect.verdicts(_answer([], [["f1", "a"], ["f1", "b"]]), {[_role, "fail"]})

test_pass_terminated_instance_is_gone if {
	gone := object.union(_instance("i-2", "b"), {"instance_state": "terminated"})
	expect.verdicts(_answer([_instance("i-1", "a"), gone], []), {["111111111111", "pass"]})
}

test_unknown_nobody_is_tagged if expect.verdicts(_answer([_instance("i-1", null), _instance("i-2", null)], []), {[_profile, "unknown"]})

test_pass_account_has_an_owner if {
	answer := check.findings with input as object.union(_input([_instance("i-1", null), _instance("i-2", null)], []), {"account": {"id": "111111111111", "owner": "a"}})
	expect.verdicts(answer, {["111111111111", "pass"]})
}

test_absent_no_workload if expect.verdicts(_answer([], []), {["111111111111", "not-applicable"]})

test_null_row if {
	rows := [{"instance_id": null, "instance_state": null, "iam_instance_profile_arn": null, "tags": null}]
	answer := check.findings with input as object.union(_input(rows, []), {"tables": {"lambda_functions": [{"arn": null, "role": null}], "tagging_resources": [{"arn": null, "tags": null}]}})
	expect.verdicts(answer, {["111111111111", "not-applicable"]})
}

test_unknown_not_configured if {
	answer := check.findings with input as object.union(_input([], []), {"expectations": {"required-tags": null}})
	expect.verdicts(answer, {["111111111111", "unknown"]})
}

_profile := "arn:aws:iam::111111111111:instance-profile/app"

_role := "arn:aws:iam::111111111111:role/worker"

_instance(id, owner) := {
	"instance_id": id, "instance_state": "running", "iam_instance_profile_arn": _profile,
	"tags": {"owner": owner},
}

_arn(name) := sprintf("arn:aws:lambda:eu-west-1:111111111111:function:%s", [name])

_answer(instances, functions) := answer if {
	answer := check.findings with input as _input(instances, functions)
}

_input(instances, functions) := {
	"account": {"id": "111111111111", "owner": null},
	"expectations": {"required-tags": {"owner": ["owner"]}},
	"tables": {
		"ec2_instances": instances,
		"lambda_functions": [{"arn": _arn(name), "role": _role} | some [name, _] in functions],
		"tagging_resources": [{"arn": _arn(name), "tags": {"owner": owner}} | some [name, owner] in functions],
	},
}
