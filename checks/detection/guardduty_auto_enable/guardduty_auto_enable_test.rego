package checks.detection.guardduty_auto_enable_test

import data.checks.detection.guardduty_auto_enable as check
import data.checks.lib.expect

test_pass_all if expect.verdicts(_asked("222222222222", [_setting({})]), {["222222222222", "pass"]})

test_fail_new_only if expect.verdicts(_asked("222222222222", [_setting({"auto_enable_members": "NEW"})]), {["d1", "fail"]})

test_fail_limit_reached if {
	expect.verdicts(_asked("222222222222", [_setting({"member_limit_reached": true})]), {["d1", "fail"]})
}

test_fail_feature_for_new_accounts_only if {
	features := [{"Name": "S3_DATA_EVENTS", "AutoEnable": "ALL"}, {"Name": "RDS_LOGIN_EVENTS", "AutoEnable": "NEW"}]
	answer := _asked("222222222222", [_setting({"features": features})])
	expect.verdicts(answer, {["d1", "fail"]})
	some finding in answer
	contains(finding.message, "RDS_LOGIN_EVENTS")
}

test_fail_s3_protection_for_nobody if {
	features := [{"Name": "S3_DATA_EVENTS", "AutoEnable": "NONE"}]
	expect.verdicts(_asked("222222222222", [_setting({"features": features})]), {["d1", "fail"]})
}

test_pass_other_feature_for_nobody_is_a_decision if {
	features := [{"Name": "S3_DATA_EVENTS", "AutoEnable": "ALL"}, {"Name": "EKS_RUNTIME_MONITORING", "AutoEnable": "NONE"}]
	expect.verdicts(_asked("222222222222", [_setting({"features": features})]), {["222222222222", "pass"]})
}

test_fail_region_without_detector if {
	answer := check.findings with input as {
		"account": {"id": "222222222222", "regions": ["eu-west-1"]},
		"expectations": {"security-account": "222222222222"},
		"tables": {"guardduty_detectors": [], "guardduty_organization_configuration": []},
	}
	expect.verdicts(answer, {["222222222222", "fail"]})
	some finding in answer
	finding.region == "eu-west-1"
}

test_null_features_are_unknown if {
	expect.verdicts(_asked("222222222222", [_setting({"features": null})]), {["d1", "unknown"]})
}

test_null_limit_is_unknown if {
	expect.verdicts(_asked("222222222222", [_setting({"member_limit_reached": null})]), {["d1", "unknown"]})
}

test_unknown_not_configured if {
	answer := check.findings with input as {
		"account": {"id": "222222222222", "regions": ["us-east-1"]},
		"expectations": {"security-account": null},
		"tables": {"guardduty_detectors": [], "guardduty_organization_configuration": []},
	}
	expect.verdicts(answer, {["222222222222", "unknown"]})
}

test_absent_no_settings if expect.verdicts(_asked("222222222222", []), {["d1", "fail"]})

test_null_settings if {
	setting := _setting({"auto_enable_members": null, "member_limit_reached": null, "features": null})
	expect.verdicts(_asked("222222222222", [setting]), {["d1", "fail"]})
}

test_not_applicable_other_account if expect.verdicts(_asked("111111111111", []), {["111111111111", "not-applicable"]})

_setting(changes) := object.union(
	{"account_id": "222222222222", "region": "us-east-1", "detector_id": "d1", "auto_enable_members": "ALL", "member_limit_reached": false, "features": [{"Name": "S3_DATA_EVENTS", "AutoEnable": "ALL"}]},
	changes,
)

_asked(account, settings) := answer if {
	answer := check.findings with input as {
		"account": {"id": account, "regions": ["us-east-1"]},
		"expectations": {"security-account": "222222222222"},
		"tables": {
			"guardduty_detectors": [{"account_id": account, "region": "us-east-1", "detector_id": "d1", "status": "ENABLED", "finding_publishing_frequency": null, "features": null, "data_sources": null, "master_account": null}],
			"guardduty_organization_configuration": settings,
		},
	}
}
