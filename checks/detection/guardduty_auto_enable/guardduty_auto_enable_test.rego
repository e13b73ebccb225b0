package checks.detection.guardduty_auto_enable_test

import data.checks.detection.guardduty_auto_enable as check
import data.checks.lib.expect

test_pass_all if expect.verdicts(_asked("222222222222", [_setting({})]), {["222222222222", "pass"]})

test_fail_new_only if expect.verdicts(_asked("222222222222", [_setting({"auto_enable_members": "NEW"})]), {["d1", "fail"]})

test_fail_limit_reached if {
	expect.verdicts(_asked("222222222222", [_setting({"member_limit_reached": true})]), {["d1", "fail"]})
}

test_absent_no_settings if expect.verdicts(_asked("222222222222", []), {["d1", "fail"]})

test_null_settings if {
	setting := _setting({"auto_enable_members": null, "member_limit_reached": null, "features": null})
	expect.verdicts(_asked("222222222222", [setting]), {["d1", "fail"]})
}

test_not_applicable_other_account if expect.verdicts(_asked("111111111111", []), {["111111111111", "not-applicable"]})

_setting(changes) := object.union(
	{"account_id": "222222222222", "region": "us-east-1", "detector_id": "d1", "auto_enable_members": "ALL", "member_limit_reached": false, "features": []},
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
