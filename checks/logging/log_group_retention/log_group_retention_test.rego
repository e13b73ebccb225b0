package checks.logging.log_group_retention_test

import data.checks.lib.expect
import data.checks.logging.log_group_retention as check

test_pass_kept if expect.verdicts(_asked([_group({})]), {["111111111111", "pass"]})

test_fail_short if expect.verdicts(_asked([_group({"retention_in_days": 30})]), {["aws-cloudtrail-logs", "fail"]})

test_fail_never_expires_by_nobodys_decision if {
	expect.verdicts(_asked([_group({"retention_in_days": null})]), {["aws-cloudtrail-logs", "fail"]})
}

test_fail_delivery_class if {
	expect.verdicts(_asked([_group({"log_group_class": "DELIVERY"})]), {["aws-cloudtrail-logs", "fail"]})
}

test_not_applicable_other_groups if {
	expect.verdicts(_asked([_group({"name": "/aws/lambda/shop", "retention_in_days": 7})]), {["111111111111", "not-applicable"]})
}

test_absent_no_group if expect.verdicts(_asked([]), {["111111111111", "not-applicable"]})

test_null_group if {
	expect.verdicts(_asked([_group({"retention_in_days": null, "log_group_class": null})]), {["aws-cloudtrail-logs", "fail"]})
}

_group(changes) := object.union(
	{"account_id": "111111111111", "region": "us-east-1", "name": "aws-cloudtrail-logs", "log_group_class": "STANDARD", "retention_in_days": 400},
	changes,
)

_asked(groups) := answer if {
	answer := check.findings with input as {
		"account": {"id": "111111111111", "regions": ["us-east-1"]},
		"expectations": {"log-retention": 31536000},
		"tables": {"logs_log_groups": groups},
	}
}
