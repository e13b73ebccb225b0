package checks.detection.guardduty_findings_exported_test

import data.checks.detection.guardduty_findings_exported as check
import data.checks.lib.expect

test_pass_publishing if expect.verdicts(_answer([_detector({})], [_destination({})]), {["222222222222", "pass"]})

test_fail_status[status] if {
	some status in ["PENDING_VERIFICATION", "UNABLE_TO_PUBLISH_FIX_DESTINATION_PROPERTY", "STOPPED"]
	expect.verdicts(_answer([_detector({})], [_destination({"status": status})]), {["d-1", "fail"]})
}

test_fail_one_region if {
	answer := _answer([_detector({}), _detector({"region": "eu-west-1"})], [_destination({})])
	{[finding.region, finding.verdict] | some finding in answer} == {["us-east-1", "pass"], ["eu-west-1", "fail"]}
}

test_pass_beside_a_stopped_one if {
	destinations := [_destination({}), _destination({"destination_id": "d-2", "status": "STOPPED"})]
	expect.verdicts(_answer([_detector({})], destinations), {["222222222222", "pass"]})
}

test_member_is_judged_in_its_administrator if {
	detector := _detector({"master_account": {"AccountId": "999999999999", "RelationshipStatus": "Enabled"}})
	expect.verdicts(_answer([detector], []), {["222222222222", "not-applicable"]})
}

test_fail_former_member if {
	detector := _detector({"master_account": {"AccountId": "999999999999", "RelationshipStatus": "Removed"}})
	expect.verdicts(_answer([detector], []), {["222222222222", "fail"]})
}

test_absent_no_detector if expect.verdicts(_answer([], []), {["222222222222", "not-applicable"]})

test_absent_no_destination if expect.verdicts(_answer([_detector({})], []), {["222222222222", "fail"]})

test_null_row if {
	destination := _destination({"status": null, "destination_arn": null, "kms_key_arn": null, "publishing_failure_start_timestamp": null})
	expect.verdicts(_answer([_detector({"status": null})], [destination]), {["d-1", "fail"]})
}

_answer(detectors, destinations) := answer if {
	answer := check.findings with input as {
		"account": {"id": "222222222222"},
		"tables": {"guardduty_detectors": detectors, "guardduty_publishing_destinations": destinations},
	}
}

_detector(changes) := object.union({"region": "us-east-1", "detector_id": "d", "status": "ENABLED", "master_account": null}, changes)

_destination(changes) := object.union(
	{
		"region": "us-east-1", "destination_id": "d-1", "destination_arn": "arn:aws:s3:::findings", "status": "PUBLISHING",
		"kms_key_arn": "arn:aws:kms:us-east-1:333333333333:key/k", "publishing_failure_start_timestamp": null,
	},
	changes,
)
