package checks.detection.guardduty_s3_protection_test

import data.checks.detection.guardduty_s3_protection as check
import data.checks.lib.expect

test_pass_all_sources if expect.verdicts(_answer([_detector({})]), {["111111111111", "pass"]})

test_fail_source_off if {
	features := [{"Name": name, "Status": "DISABLED"} | some name in ["CLOUD_TRAIL", "DNS_LOGS", "FLOW_LOGS", "S3_DATA_EVENTS"]]
	answer := _answer([_detector({"features": features})])
	expect.verdicts(answer, {["d1", "fail"]})
	some finding in answer
	contains(finding.message, "S3_DATA_EVENTS")
}

test_absent_no_detector if expect.verdicts(_answer([]), {["111111111111", "fail"]})

test_null_features if expect.verdicts(_answer([_detector(_nulls)]), {["d1", "fail"]})

test_fail_region_is_named if {
	some finding in _answer([_detector({"features": [], "region": "eu-west-1"})])
	finding.region == "eu-west-1"
}

_detector(changes) := object.union(
	{
		"account_id": "111111111111",
		"region": "us-east-1",
		"detector_id": "d1",
		"status": "ENABLED",
		"finding_publishing_frequency": "FIFTEEN_MINUTES",
		"features": [{"Name": name, "Status": "ENABLED"} | some name in ["CLOUD_TRAIL", "DNS_LOGS", "FLOW_LOGS", "S3_DATA_EVENTS"]],
		"data_sources": null,
		"master_account": {"AccountId": "222222222222", "RelationshipStatus": "Enabled"},
	},
	changes,
)

_nulls := {"status": null, "finding_publishing_frequency": null, "features": null, "data_sources": null, "master_account": null}

_answer(detectors) := answer if {
	answer := check.findings with input as {
		"account": {"id": "111111111111", "name": "test", "regions": ["eu-west-1", "us-east-1"]},
		"tables": {"guardduty_detectors": detectors},
	}
}
