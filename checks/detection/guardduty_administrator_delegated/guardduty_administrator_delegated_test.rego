package checks.detection.guardduty_administrator_delegated_test

import data.checks.detection.guardduty_administrator_delegated as check
import data.checks.lib.expect

test_pass_every_region if expect.verdicts(_asked(true, [_admin({})]), {["111111111111", "pass"]})

test_fail_another_account if {
	expect.verdicts(_asked(true, [_admin({"admin_account_id": "999999999999"})]), {["111111111111", "fail"]})
}

test_fail_one_region_only if {
	answer := _asked(true, [_admin({"region": "eu-west-1"})])
	some finding in answer
	finding.verdict == "fail"
	finding.region == "us-east-1"
}

test_absent_no_administrator if expect.verdicts(_asked(true, []), {["111111111111", "fail"]})

test_null_status if expect.verdicts(_asked(true, [_admin({"admin_status": null})]), {["111111111111", "fail"]})

test_not_applicable_member if expect.verdicts(_asked(false, []), {["111111111111", "not-applicable"]})

_admin(changes) := object.union(
	{"account_id": "111111111111", "region": "us-east-1", "admin_account_id": "222222222222", "admin_status": "ENABLED"},
	changes,
)

_asked(management, admins) := answer if {
	answer := check.findings with input as {
		"account": {"id": "111111111111", "management": management, "regions": ["us-east-1"]},
		"organization": {"id": "o-1", "management_account_id": "111111111111", "accounts": 2, "tables": {"guardduty_organization_admins": admins}},
		"expectations": {"security-account": "222222222222"},
		"tables": {},
	}
}
