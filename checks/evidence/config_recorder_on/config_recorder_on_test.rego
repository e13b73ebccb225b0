package checks.evidence.config_recorder_on_test

import data.checks.evidence.config_recorder_on as check
import data.checks.lib.expect

test_pass_recorded if expect.verdicts(_asked([_recorder({})], [_channel({})]), {["111111111111", "pass"]})

test_fail_recorder_is_off if {
	expect.verdicts(_asked([_recorder({"status_recording": false})], [_channel({})]), {["111111111111", "fail"]})
}

test_fail_some_types_only if {
	recorder := _recorder({"recording_group": {"AllSupported": false, "ResourceTypes": ["AWS::EC2::Instance"]}})
	expect.verdicts(_asked([recorder], [_channel({})]), {["111111111111", "fail"]})
}

test_fail_no_channel if expect.verdicts(_asked([_recorder({})], []), {["111111111111", "fail"]})

test_fail_delivery_fails if {
	channel := _channel({"status": {"ConfigHistoryDeliveryInfo": {"LastStatus": "FAILURE"}}})
	expect.verdicts(_asked([_recorder({})], [channel]), {["111111111111", "fail"]})
}

test_absent_nothing if expect.verdicts(_asked([], []), {["111111111111", "fail"]})

test_null_recorder if {
	recorder := _recorder({"status_recording": null, "recording_group": null, "status": null})
	expect.verdicts(_asked([recorder], [_channel({"s3_bucket_name": null, "status": null})]), {["111111111111", "fail"]})
}

_recorder(changes) := object.union(
	{"account_id": "111111111111", "region": "us-east-1", "name": "default", "recording_group": {"AllSupported": true}, "status_recording": true, "status": {"Recording": true}},
	changes,
)

_channel(changes) := object.union(
	{"account_id": "111111111111", "region": "us-east-1", "name": "default", "s3_bucket_name": "org-config", "status": {"ConfigHistoryDeliveryInfo": {"LastStatus": "SUCCESS"}}},
	changes,
)

_asked(recorders, channels) := answer if {
	answer := check.findings with input as {
		"account": {"id": "111111111111", "regions": ["us-east-1"]},
		"tables": {"config_configuration_recorders": recorders, "config_delivery_channels": channels},
	}
}
