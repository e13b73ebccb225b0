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

test_fail_recorder_does_not_work if {
	recorder := _recorder({"status": {"Recording": true, "LastStatus": "FAILURE", "LastErrorCode": "AccessDenied"}})
	expect.verdicts(_asked([recorder], [_channel({})]), {["111111111111", "fail"]})
}

test_pass_exclusion_of_global_types_where_another_region_has_them if {
	group := {"AllSupported": false, "RecordingStrategy": {"UseOnly": "EXCLUSION_BY_RESOURCE_TYPES"}, "ExclusionByResourceTypes": {"ResourceTypes": ["AWS::IAM::User", "AWS::IAM::Role"]}}
	recorders := [_recorder({}), _recorder({"region": "eu-west-1", "recording_group": group})]
	answer := _in_regions(["eu-west-1", "us-east-1"], recorders, [_channel({}), _channel({"region": "eu-west-1"})])
	expect.verdicts(answer, {["111111111111", "pass"]})
	count(answer) == 2
}

test_fail_exclusion_of_another_type if {
	group := {"AllSupported": false, "RecordingStrategy": {"UseOnly": "EXCLUSION_BY_RESOURCE_TYPES"}, "ExclusionByResourceTypes": {"ResourceTypes": ["AWS::EC2::Instance"]}}
	expect.verdicts(_asked([_recorder({"recording_group": group})], [_channel({})]), {["111111111111", "fail"]})
}

test_fail_global_types_nowhere if {
	recorder := _recorder({"recording_group": {"AllSupported": true, "IncludeGlobalResourceTypes": false}})
	answer := _asked([recorder], [_channel({})])
	some finding in answer
	finding.verdict == "fail"
	not finding.region
	contains(finding.message, "in no region")
}

test_fail_region_without_recorder if {
	some finding in _in_regions(["eu-west-1", "us-east-1"], [_recorder({})], [_channel({})])
	finding.verdict == "fail"
	finding.region == "eu-west-1"
}

test_fail_channel_of_unknown_health if {
	expect.verdicts(_asked([_recorder({})], [_channel({"status": null})]), {["111111111111", "fail"]})
}

test_absent_nothing if expect.verdicts(_asked([], []), {["111111111111", "fail"]})

test_null_recorder if {
	recorder := _recorder({"status_recording": null, "recording_group": null, "status": null})
	expect.verdicts(_asked([recorder], [_channel({"s3_bucket_name": null, "status": null})]), {["111111111111", "fail"]})
}

_recorder(changes) := object.union(
	{"account_id": "111111111111", "region": "us-east-1", "name": "default", "recording_group": {"AllSupported": true, "IncludeGlobalResourceTypes": true}, "status_recording": true, "status": {"Recording": true, "LastStatus": "SUCCESS"}},
	changes,
)

_channel(changes) := object.union(
	{"account_id": "111111111111", "region": "us-east-1", "name": "default", "s3_bucket_name": "org-config", "status": {"ConfigHistoryDeliveryInfo": {"LastStatus": "SUCCESS"}}},
	changes,
)

_asked(recorders, channels) := _in_regions(["us-east-1"], recorders, channels)

_in_regions(regions, recorders, channels) := answer if {
	answer := check.findings with input as {
		"account": {"id": "111111111111", "regions": regions},
		"tables": {"config_configuration_recorders": recorders, "config_delivery_channels": channels},
	}
}
