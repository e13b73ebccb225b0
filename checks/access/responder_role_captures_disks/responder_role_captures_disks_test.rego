package checks.access.responder_role_captures_disks_test

import future.keywords.not

import data.checks.access.responder_role_captures_disks as check
import data.checks.lib.expect

_everything := ["ec2:createsnapshot", "ec2:createsnapshots", "kms:creategrant", "kms:decrypt", "kms:describekey", "kms:generatedatakeywithoutplaintext", "kms:reencryptfrom", "kms:reencryptto", "ec2:copysnapshot", "ec2:modifysnapshotattribute"]

_allow := {"Effect": "Allow", "Action": _everything, "Resource": ["*"]}

test_pass_inline_policy if expect.verdicts(_answer(_inline([_allow]), null, null, {}), {["111111111111", "pass"]})

test_pass_managed_policy if {
	managed := {"arn:aws:iam::111111111111:policy/ir": {"Statement": [_allow]}}
	expect.verdicts(_answer(null, ["arn:aws:iam::111111111111:policy/ir"], null, managed), {["111111111111", "pass"]})
}

test_fail_one_action_missing if {
	statement := object.union(_allow, {"Action": array.concat(["iam:get*"], [action | some action in _everything; action != "ec2:copysnapshot"])})
	answer := _answer(_inline([statement]), null, null, {})
	expect.verdicts(answer, {[_role_arn, "fail"]})
	some finding in answer
	contains(lower(finding.message), "ec2:copysnapshot")
}

test_fail_snapshots_of_volumes_but_not_as_snapshots if {
	statements := [
		{"Effect": "Allow", "Action": ["ec2:createsnapshot", "ec2:createsnapshots"], "Resource": ["arn:aws:ec2:*:*:volume/*", "arn:aws:ec2:*:*:instance/*"]},
		object.union(_allow, {"Action": [action | some action in _everything; not startswith(action, "ec2:create")]}),
	]
	answer := _answer(_inline(statements), null, null, {})
	expect.verdicts(answer, {[_role_arn, "fail"]})
	some finding in answer
	finding.message == "can't do ec2:CreateSnapshot, ec2:CreateSnapshots"
}

test_pass_snapshots_by_their_resources if {
	statements := [
		{"Effect": "Allow", "Action": ["ec2:createsnapshot*"], "Resource": ["arn:aws:ec2:*:*:volume/*", "arn:aws:ec2:*:*:instance/*", "arn:aws:ec2:*::snapshot/*"]},
		object.union(_allow, {"Action": [action | some action in _everything; not startswith(action, "ec2:create")]}),
	]
	expect.verdicts(_answer(_inline(statements), null, null, {}), {["111111111111", "pass"]})
}

test_fail_denied if {
	deny := {"Effect": "Deny", "Action": ["kms:reencryptto"], "Resource": ["*"]}
	expect.verdicts(_answer(_inline([_allow, deny]), null, null, {}), {[_role_arn, "fail"]})
}

test_fail_boundary_without_it if {
	managed := {"arn:aws:iam::111111111111:policy/b": {"Statement": [{"Effect": "Allow", "Action": ["sqs:*"], "Resource": ["*"]}]}}
	expect.verdicts(_answer(_inline([_allow]), null, "arn:aws:iam::111111111111:policy/b", managed), {[_role_arn, "fail"]})
}

test_unknown_policy_not_read if {
	answer := _answer(_inline([_allow]), ["arn:aws:iam::aws:policy/ReadOnlyAccess"], null, {})
	expect.verdicts(answer, {[_role_arn, "unknown"]})
}

test_unknown_condition if {
	statement := object.union(_allow, {"Condition": {"Bool": {"aws:multifactorauthpresent": ["true"]}}})
	expect.verdicts(_answer(_inline([statement]), null, null, {}), {[_role_arn, "unknown"]})
}

test_absent_no_role if {
	answer := check.findings with input as object.union(_base, {"tables": _empty})
	expect.verdicts(answer, {["111111111111", "not-applicable"]})
}

test_null_row if expect.verdicts(_answer(null, null, null, {}), {[_role_arn, "fail"]})

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
		"iam_role_policies": [
			{"arn": "arn:aws:iam::111111111111:role/app", "name": "app", "inline_policies_std": null, "attached_policy_arns": null},
			{"arn": _role_arn, "name": "incident-responder", "inline_policies_std": inline, "attached_policy_arns": attached},
		],
		"iam_role_details": [{"arn": _role_arn, "name": "incident-responder", "permissions_boundary_arn": boundary}],
		"iam_policies_attached": [{"arn": arn, "policy_std": document} | some arn, document in managed],
	}})
}

_inline(statements) := [{"PolicyName": "respond", "PolicyDocument": {"Statement": statements}}]
