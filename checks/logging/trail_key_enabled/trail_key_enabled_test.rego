package checks.logging.trail_key_enabled_test

import data.checks.lib.expect
import data.checks.logging.trail_key_enabled as check

test_pass_enabled if expect.verdicts(_answer([_key({})]), {["333333333333", "pass"]})

test_fail_state[state] if {
	some state in ["Disabled", "PendingDeletion", "PendingImport", "Unavailable"]
	expect.verdicts(_answer([_key({"key_state": state, "enabled": false})]), {[_arn, "fail"]})
}

test_fail_key_is_gone if expect.verdicts(_answer([]), {[_arn, "fail"]})

test_not_applicable_key_of_another_account if {
	answer := check.findings with input as object.union(_input([_key({})]), {"account": {"id": "111111111111"}})
	expect.verdicts(answer, {["111111111111", "not-applicable"]})
}

test_absent_no_trail_with_a_key if {
	answer := check.findings with input as {
		"account": {"id": "333333333333"},
		"organization": {"tables": {"cloudtrail_organization_trails": []}},
		"tables": {"cloudtrail_trails": [{"kms_key_id": null}, {"kms_key_id": ""}], "kms_keys": [_key({})]},
	}
	expect.verdicts(answer, {["333333333333", "not-applicable"]})
}

test_null_key if expect.verdicts(_answer([_key({"key_state": null, "enabled": null})]), {[_arn, "fail"]})

_arn := "arn:aws:kms:eu-west-1:333333333333:key/k"

_answer(keys) := answer if {
	answer := check.findings with input as _input(keys)
}

_input(keys) := {
	"account": {"id": "333333333333"},
	"organization": {"tables": {"cloudtrail_organization_trails": [{"kms_key_id": _arn}]}},
	"tables": {"cloudtrail_trails": [], "kms_keys": keys},
}

_key(changes) := object.union({"region": "eu-west-1", "arn": _arn, "key_state": "Enabled", "enabled": true}, changes)
