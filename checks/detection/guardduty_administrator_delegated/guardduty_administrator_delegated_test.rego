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

test_unknown_region_that_could_not_be_read if {
	answer := check.findings with input as object.union(_input(true, []), {"unreadable": {"guardduty_organization_admins": [{"region": "us-east-1", "reason": "denied", "message": "AccessDenied"}]}})
	expect.verdicts(answer, {["111111111111", "unknown"]})
	some finding in answer
	finding.region == "us-east-1"
	finding.reason == "denied"
}

test_not_applicable_member_whatever_could_not_be_read if {
	answer := check.findings with input as object.union(_input(false, []), {"unreadable": {"guardduty_organization_admins": [{"region": "us-east-1", "reason": "denied", "message": "AccessDenied"}]}})
	expect.verdicts(answer, {["111111111111", "not-applicable"]})
}

test_unknown_not_configured if {
	answer := check.findings with input as object.union(_input(true, [_admin({})]), {"expectations": {"security-account": null}})
	expect.verdicts(answer, {["111111111111", "unknown"]})
}

test_absent_no_administrator if expect.verdicts(_asked(true, []), {["111111111111", "fail"]})

test_null_status if expect.verdicts(_asked(true, [_admin({"admin_status": null})]), {["111111111111", "fail"]})

test_not_applicable_member if expect.verdicts(_asked(false, []), {["111111111111", "not-applicable"]})

_admin(changes) := object.union(
	{"account_id": "111111111111", "region": "us-east-1", "admin_account_id": "222222222222", "admin_status": "ENABLED"},
	changes,
)

_asked(management, admins) := answer if {
	answer := check.findings with input as _input(management, admins)
}

_input(management, admins) := {
	"account": {"id": "111111111111", "management": management, "regions": ["us-east-1"]},
	"organization": {"id": "o-1", "management_account_id": "111111111111", "accounts": 2, "tables": {"guardduty_organization_admins": admins}},
	"expectations": {"security-account": "222222222222"},
	"unreadable": {},
	"tables": {},
}
