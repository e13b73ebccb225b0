package checks.detection.guardduty_detector_enabled_test

import data.checks.detection.guardduty_detector_enabled as check
import data.checks.lib.expect

test_pass_both_regions if {
	answer := _answer([_detector({}), _detector({"region": "eu-west-1"})])
	expect.verdicts(answer, {["111111111111", "pass"]})
	count(answer) == 2
}

test_fail_unused_region if {
	answer := _answer([_detector({})])
	some finding in answer
	finding.verdict == "fail"
	finding.region == "eu-west-1"
}

test_fail_disabled_detector if {
	answer := _answer([_detector({}), _detector({"region": "eu-west-1", "status": "DISABLED"})])
	some finding in answer
	finding.verdict == "fail"
	contains(finding.message, "not enabled")
}

test_absent_no_detector if expect.verdicts(_answer([]), {["111111111111", "fail"]})

test_null_status if {
	answer := _answer([_detector(_nulls), _detector({"region": "eu-west-1"})])
	some finding in answer
	finding.verdict == "fail"
	finding.region == "us-east-1"
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
