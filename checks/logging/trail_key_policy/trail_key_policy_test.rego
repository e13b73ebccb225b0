package checks.logging.trail_key_policy_test

import data.checks.lib.expect
import data.checks.logging.trail_key_policy as check

test_pass_as_documented if expect.verdicts(_answer([_encrypt(_condition), _root]), {["111111111111", "pass"]})

test_fail_key_told_twice_if_one_telling_is_bad if {
	rows := [{"region": "eu-west-1", "arn": _arn, "policy_std": {"Statement": statements}} | some statements in [[_encrypt(_condition), _root], [_root]]]
	answer := check.findings with input as _input([{"kms_key_id": _arn}], rows)
	expect.verdicts(answer, {[_arn, "fail"]})
}

test_pass_responder_reads if {
	reader := {"Effect": "Allow", "Principal": {"AWS": ["arn:aws:iam::111111111111:role/responder"]}, "Action": ["kms:decrypt"], "Resource": ["*"]}
	expect.verdicts(_answer([_encrypt(_condition), reader]), {["111111111111", "pass"]})
}

test_fail_trails_of_anybody if {
	answer := _answer([_encrypt({}), _root])
	expect.verdicts(answer, {[_arn, "fail"]})
	some finding in answer
	finding.evidence.problems == ["lets CloudTrail use it for trails of anybody"]
}

test_fail_cloudtrail_is_not_let_in if expect.verdicts(_answer([_root]), {[_arn, "fail"]})

test_fail_nobody_decrypts if {
	reader := {"Effect": "Allow", "Principal": {"AWS": ["arn:aws:iam::111111111111:role/app"]}, "Action": ["kms:decrypt"], "Resource": ["*"]}
	expect.verdicts(_answer([_encrypt(_condition), reader]), {[_arn, "fail"]})
}

test_pass_organization_trail if {
	answer := check.findings with input as object.union(
		_input([], [{"region": "eu-west-1", "arn": _arn, "policy_std": {"Statement": [_encrypt(_condition), _root]}}]),
		{"organization": {"tables": {"cloudtrail_organization_trails": [{"kms_key_id": _arn}]}}},
	)
	expect.verdicts(answer, {["111111111111", "pass"]})
}

test_absent_no_key if {
	answer := check.findings with input as _input([{"kms_key_id": null}, {"kms_key_id": "arn:aws:kms:eu-west-1:222222222222:key/k"}], [])
	expect.verdicts(answer, {["111111111111", "not-applicable"]})
}

test_unknown_policy_not_there if {
	answer := check.findings with input as _input([{"kms_key_id": _arn}], [])
	expect.verdicts(answer, {[_arn, "unknown"]})
}

test_null_row if {
	answer := check.findings with input as _input([{"kms_key_id": _arn}], [{"region": "eu-west-1", "arn": _arn, "policy_std": null}])
	expect.verdicts(answer, {[_arn, "unknown"]})
}

_arn := "arn:aws:kms:eu-west-1:111111111111:key/k"

_condition := {"StringLike": {"kms:encryptioncontext:aws:cloudtrail:arn": ["arn:aws:cloudtrail:*:111111111111:trail/*"]}}

_encrypt(condition) := {
	"Effect": "Allow", "Principal": {"Service": ["cloudtrail.amazonaws.com"]}, "Action": ["kms:generatedatakey*"], "Resource": ["*"],
	"Condition": condition,
}

_root := {"Effect": "Allow", "Principal": {"AWS": ["arn:aws:iam::111111111111:root"]}, "Action": ["kms:*"], "Resource": ["*"]}

_answer(statements) := answer if {
	answer := check.findings with input as _input([{"kms_key_id": _arn}], [{"region": "eu-west-1", "arn": _arn, "policy_std": {"Statement": statements}}])
}

_input(trails, policies) := {
	"account": {"id": "111111111111", "partition": "aws"},
	"expectations": {"responder-role": {"name": "responder"}},
	"organization": {"tables": {"cloudtrail_organization_trails": []}},
	"tables": {"cloudtrail_trails": trails, "kms_key_policies": policies},
}
