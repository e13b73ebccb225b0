package checks.containment.volume_keys_open_to_responder_test

import data.checks.containment.volume_keys_open_to_responder as check
import data.checks.lib.expect

test_pass_account_decides if expect.verdicts(_answer([_root]), {["111111111111", "pass"]})

test_fail_key_told_twice_if_one_telling_refuses if {
	rows := [{"region": "eu-west-1", "arn": _arn, "policy_std": {"Statement": statements}} | some statements in [[_root], []]]
	answer := check.findings with input as _input([_volume], [_key], rows)
	expect.verdicts(answer, {[_arn, "fail"]})
}

test_pass_named_with_grants_for_services if {
	role := {"AWS": ["arn:aws:iam::111111111111:role/responder"]}
	statements := [
		{"Effect": "Allow", "Principal": role, "Action": ["kms:decrypt", "kms:describekey", "kms:generatedatakey*", "kms:reencrypt*"], "Resource": ["*"]},
		{"Effect": "Allow", "Principal": role, "Action": ["kms:creategrant"], "Resource": ["*"], "Condition": {"Bool": {"kms:grantisforawsresource": ["true"]}}},
	]
	expect.verdicts(_answer(statements), {["111111111111", "pass"]})
}

test_fail_other_role_only if {
	statements := [{"Effect": "Allow", "Principal": {"AWS": ["arn:aws:iam::111111111111:role/app"]}, "Action": ["kms:*"], "Resource": ["*"]}]
	expect.verdicts(_answer(statements), {[_arn, "fail"]})
}

test_fail_decrypt_is_denied if {
	answer := _answer([_root, {"Effect": "Deny", "Principal": {"AWS": ["*"]}, "Action": ["kms:decrypt"], "Resource": ["*"]}])
	expect.verdicts(answer, {[_arn, "fail"]})
	some finding in answer
	finding.evidence.refused == ["kms:Decrypt"]
}

test_unknown_condition if {
	statements := [object.union(_root, {"Condition": {"IpAddress": {"aws:sourceip": ["203.0.113.0/24"]}}})]
	expect.verdicts(_answer(statements), {[_arn, "unknown"]})
}

test_unknown_policy_not_read if {
	answer := check.findings with input as _input([_volume], [_key], [])
	expect.verdicts(answer, {[_arn, "unknown"]})
}

test_unknown_no_expectation if {
	answer := check.findings with input as object.union(_input([_volume], [_key], []), {"expectations": {"responder-role": {"name": null}}})
	expect.verdicts(answer, {["111111111111", "unknown"]})
}

test_absent_key_of_aws if {
	answer := check.findings with input as _input([_volume], [object.union(_key, {"key_manager": "AWS"})], [])
	expect.verdicts(answer, {["111111111111", "not-applicable"]})
}

test_absent_nothing if {
	answer := check.findings with input as _input([], [], [])
	expect.verdicts(answer, {["111111111111", "not-applicable"]})
}

test_null_rows if {
	answer := check.findings with input as _input(
		[_volume, {"region": "eu-west-1", "volume_id": null, "encrypted": null, "kms_key_id": null, "attached_instance_ids": null}],
		[_key, {"region": "eu-west-1", "arn": null, "key_manager": null}],
		[{"region": "eu-west-1", "arn": _arn, "policy_std": null}, {"region": "eu-west-1", "arn": null, "policy_std": null}],
	)
	expect.verdicts(answer, {[_arn, "unknown"]})
}

_arn := "arn:aws:kms:eu-west-1:111111111111:key/k"

_root := {"Effect": "Allow", "Principal": {"AWS": ["arn:aws:iam::111111111111:root"]}, "Action": ["kms:*"], "Resource": ["*"]}

_volume := {"region": "eu-west-1", "volume_id": "vol-1", "encrypted": true, "kms_key_id": _arn, "attached_instance_ids": ["i-1"]}

_key := {"region": "eu-west-1", "arn": _arn, "key_manager": "CUSTOMER"}

_answer(statements) := answer if {
	answer := check.findings with input as _input([_volume], [_key], [{"region": "eu-west-1", "arn": _arn, "policy_std": {"Statement": statements}}])
}

_input(volumes, keys, policies) := {
	"account": {"id": "111111111111", "partition": "aws"},
	"expectations": {"responder-role": {"name": "responder"}},
	"tables": {"ec2_volumes": volumes, "kms_keys": keys, "kms_key_policies": policies},
}
