package checks.detection.guardduty_finding_frequency_test

import data.checks.detection.guardduty_finding_frequency as check
import data.checks.lib.expect

test_pass_fifteen_minutes if expect.verdicts(_answer([_detector({})]), {["111111111111", "pass"]})

test_fail_six_hours if {
	expect.verdicts(_answer([_detector({"finding_publishing_frequency": "SIX_HOURS"})]), {["d1", "fail"]})
}

test_absent_no_detector if expect.verdicts(_answer([]), {["111111111111", "fail"]})

test_null_frequency if expect.verdicts(_answer([_detector(_nulls)]), {["d1", "fail"]})

test_fail_region_is_named if {
	some finding in _answer([_detector({"finding_publishing_frequency": "ONE_HOUR", "region": "eu-west-1"})])
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
