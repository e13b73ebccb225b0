package checks.logging.log_group_retention_test

import data.checks.lib.expect
import data.checks.logging.log_group_retention as check

test_pass_long_enough if expect.verdicts(_answer([_group({})], 31536000), {["111111111111", "pass"]})

test_pass_infrequent_access if {
	expect.verdicts(_answer([_group({"log_group_class": "INFREQUENT_ACCESS"})], 31536000), {["111111111111", "pass"]})
}

test_fail_kept_for_ever if expect.verdicts(_answer([_group({"retention_in_days": null})], 31536000), {[_arn, "fail"]})

test_fail_too_short if expect.verdicts(_answer([_group({"retention_in_days": 90})], 31536000), {[_arn, "fail"]})

test_fail_delivery_class if {
	expect.verdicts(_answer([_group({"log_group_class": "DELIVERY"})], 31536000), {[_arn, "fail"]})
}

test_fail_group_of_a_trail if {
	group := _group({"name": "history", "log_group_arn": "arn:aws:logs:us-east-1:111111111111:log-group:history", "retention_in_days": 7})
	expect.verdicts(_answer([group], 31536000), {[group.log_group_arn, "fail"]})
}

test_other_groups_are_not_judged if {
	expect.verdicts(_answer([_group({"name": "/aws/lambda/x", "log_group_arn": "x", "retention_in_days": 7})], 31536000), {["111111111111", "not-applicable"]})
}

test_unknown_not_configured if expect.verdicts(_answer([_group({})], null), {["111111111111", "unknown"]})

test_fail_for_ever_although_not_configured if {
	expect.verdicts(_answer([_group({"retention_in_days": null})], null), {[_arn, "fail"]})
}

test_absent_no_group if expect.verdicts(_answer([], 31536000), {["111111111111", "not-applicable"]})

test_null_row if {
	group := _group({"log_group_arn": null, "log_group_class": null, "retention_in_days": null})
	expect.verdicts(_answer([group], 31536000), {["vpc-flow-logs", "fail"]})
}

_answer(groups, retention) := answer if {
	answer := check.findings with input as {
		"account": {"id": "111111111111"},
		"expectations": {"log-retention": retention},
		"tables": {
			"logs_log_groups": groups,
			"cloudtrail_trails": [
				{"log_group_arn": "arn:aws:logs:us-east-1:111111111111:log-group:history:*"},
				{"log_group_arn": null},
			],
		},
	}
}

_arn := "arn:aws:logs:us-east-1:111111111111:log-group:vpc-flow-logs"

_group(changes) := object.union(
	{
		"account_id": "111111111111", "region": "us-east-1", "name": "vpc-flow-logs", "log_group_arn": _arn,
		"log_group_class": "STANDARD", "retention_in_days": 400,
	},
	changes,
)
