package checks.detection.guardduty_membership_test

import data.checks.detection.guardduty_membership as check
import data.checks.lib.expect

test_pass_member_reports if expect.verdicts(_asked("111111111111", [_detector({})], []), {["111111111111", "pass"]})

test_fail_other_administrator if {
	detector := _detector({"master_account": {"AccountId": "999999999999", "RelationshipStatus": "Enabled"}})
	expect.verdicts(_asked("111111111111", [detector], []), {["d1", "fail"]})
}

test_fail_relationship_not_enabled if {
	detector := _detector({"master_account": {"AccountId": "222222222222", "RelationshipStatus": "Paused"}})
	expect.verdicts(_asked("111111111111", [detector], []), {["d1", "fail"]})
}

test_fail_member_removed_seen_by_administrator if {
	member := {"account_id": "222222222222", "region": "us-east-1", "member_account_id": "444444444444", "detector_id": "d1", "relationship_status": "Removed", "administrator_id": "222222222222"}
	expect.verdicts(_asked("222222222222", [_detector({"master_account": null})], [member]), {["444444444444", "fail"]})
}

test_pass_closed_account_is_not_missed if {
	members := [{"account_id": "222222222222", "region": "us-east-1", "member_account_id": id, "detector_id": "d1", "relationship_status": status, "administrator_id": "222222222222"} |
		some id, status in {"444444444444": "Enabled", "555555555555": "Removed"}
	]
	expect.verdicts(_asked("222222222222", [_detector({"master_account": null})], members), {["222222222222", "pass"]})
	expect.verdicts(_asked("222222222222", [_detector({"master_account": null})], [members[1]]), {["222222222222", "fail"]})
}

test_pass_members_seen_by_administrator if {
	member := {"account_id": "222222222222", "region": "us-east-1", "member_account_id": "444444444444", "detector_id": "d1", "relationship_status": "Enabled", "administrator_id": "222222222222"}
	expect.verdicts(_asked("222222222222", [_detector({"master_account": null})], [member]), {["222222222222", "pass"]})
}

test_absent_no_detector if expect.verdicts(_asked("111111111111", [], []), {["111111111111", "fail"]})

test_fail_region_without_members if {
	member := {"account_id": "222222222222", "region": "us-east-1", "member_account_id": "444444444444", "detector_id": "d1", "relationship_status": "Enabled", "administrator_id": "222222222222"}
	own := {"master_account": null}
	answer := _asked("222222222222", [_detector(own), _detector({"detector_id": "d2", "region": "eu-west-1", "master_account": null})], [member])
	expect.verdicts(answer, {["222222222222", "pass"], ["222222222222", "fail"]})
	some finding in answer
	finding.verdict == "fail"
	finding.region == "eu-west-1"
}

test_fail_security_account_reports_elsewhere if {
	member := {"account_id": "222222222222", "region": "us-east-1", "member_account_id": "444444444444", "detector_id": "d1", "relationship_status": "Enabled", "administrator_id": "222222222222"}
	detector := _detector({"master_account": {"AccountId": "999999999999", "RelationshipStatus": "Enabled"}})
	expect.verdicts(_asked("222222222222", [detector], [member]), {["d1", "fail"], ["222222222222", "pass"]})
}

test_null_member if {
	member := {"account_id": "222222222222", "region": "us-east-1", "member_account_id": "444444444444", "detector_id": null, "relationship_status": null, "administrator_id": null}
	expect.verdicts(_asked("222222222222", [_detector({"master_account": null})], [member]), {["444444444444", "fail"]})
}

test_absent_no_members if expect.verdicts(_asked("222222222222", [_detector({"master_account": null})], []), {["222222222222", "fail"]})

test_null_administrator if expect.verdicts(_asked("111111111111", [_detector(_nulls)], []), {["d1", "fail"]})

test_unknown_not_configured if {
	answer := check.findings with input as {
		"account": {"id": "111111111111", "regions": ["us-east-1"]},
		"expectations": {"security-account": null},
		"tables": {"guardduty_detectors": [_detector({})], "guardduty_members": []},
	}
	expect.verdicts(answer, {["111111111111", "unknown"]})
}

_asked(account, detectors, members) := answer if {
	answer := check.findings with input as {
		"account": {"id": account, "regions": ["us-east-1"]},
		"organization": {"tables": {"organizations_accounts": [
			{"id": "444444444444", "state": "ACTIVE"}, {"id": "555555555555", "state": "SUSPENDED"}, {"id": null, "state": null},
		]}},
		"expectations": {"security-account": "222222222222"},
		"tables": {"guardduty_detectors": detectors, "guardduty_members": members},
	}
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
