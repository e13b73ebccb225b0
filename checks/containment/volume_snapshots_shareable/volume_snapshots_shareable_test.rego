package checks.containment.volume_snapshots_shareable_test

import data.checks.containment.volume_snapshots_shareable as check
import data.checks.lib.expect

test_pass_customer_key if expect.verdicts(_answer([_volume({})], [_key("CUSTOMER")]), {["111111111111", "pass"]})

test_pass_not_encrypted if expect.verdicts(_answer([_volume({"encrypted": false, "kms_key_id": null})], []), {["111111111111", "pass"]})

test_pass_key_of_another_account if {
	expect.verdicts(_answer([_volume({"kms_key_id": "arn:aws:kms:eu-west-1:222222222222:key/k"})], []), {["111111111111", "pass"]})
}

test_fail_key_of_aws_once_for_all_volumes if {
	answer := _answer([_volume({}), _volume({"volume_id": "vol-2"})], [_key("AWS")])
	expect.verdicts(answer, {[_arn, "fail"]})
	some finding in answer
	finding.evidence.volumes == ["vol-1", "vol-2"]
}

test_unknown_key_is_not_listed if expect.verdicts(_answer([_volume({})], []), {[_arn, "unknown"]})

test_absent_volume_on_nothing if {
	expect.verdicts(_answer([_volume({"attached_instance_ids": []})], [_key("AWS")]), {["111111111111", "not-applicable"]})
}

test_absent_no_volume if expect.verdicts(_answer([], []), {["111111111111", "not-applicable"]})

test_null_row if {
	row := {"region": "eu-west-1", "volume_id": "vol-1", "encrypted": null, "kms_key_id": null, "attached_instance_ids": null}
	expect.verdicts(_answer([row], [{"region": "eu-west-1", "arn": null, "key_manager": null}]), {["vol-1", "unknown"]})
}

_arn := "arn:aws:kms:eu-west-1:111111111111:key/k"

_volume(changes) := object.union(
	{"region": "eu-west-1", "volume_id": "vol-1", "encrypted": true, "kms_key_id": _arn, "attached_instance_ids": ["i-1"]},
	changes,
)

_key(manager) := {"region": "eu-west-1", "arn": _arn, "key_manager": manager}

_answer(volumes, keys) := answer if {
	answer := check.findings with input as {"account": {"id": "111111111111"}, "tables": {"ec2_volumes": volumes, "kms_keys": keys}}
}
