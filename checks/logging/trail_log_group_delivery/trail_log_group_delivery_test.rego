package checks.logging.trail_log_group_delivery_test

import data.checks.lib.expect
import data.checks.logging.trail_log_group_delivery as check

test_pass_arrives if expect.verdicts(_answer([_trail({})]), {["111111111111", "pass"]})

test_pass_shadow_of_another_region_does_not_matter if {
	shadow := _trail({"region": "eu-west-1", "latest_cloudwatch_logs_delivery_time": null})
	expect.verdicts(_answer([_trail({}), shadow]), {["111111111111", "pass"]})
}

test_fail_error if expect.verdicts(_answer([_trail({"latest_cloudwatch_logs_delivery_error": "Access denied"})]), {[_arn, "fail"]})

test_fail_late if expect.verdicts(_answer([_trail({"latest_cloudwatch_logs_delivery_time": "2026-11-22T05:00:00Z"})]), {[_arn, "fail"]})

test_not_applicable[name] if {
	some name, changes in {
		"no log group": {"log_group_arn": null},
		"stopped": {"is_logging": false},
		"of another account": {"arn": "arn:aws:cloudtrail:us-east-1:999999999999:trail/org"},
	}
	expect.verdicts(_answer([_trail(changes)]), {["111111111111", "not-applicable"]})
}

test_absent_no_trail if expect.verdicts(_answer([]), {["111111111111", "not-applicable"]})

test_null_times if {
	trail := _trail({"latest_cloudwatch_logs_delivery_time": null, "latest_cloudwatch_logs_delivery_error": null})
	expect.verdicts(_answer([trail]), {[_arn, "fail"]})
}

_arn := "arn:aws:cloudtrail:us-east-1:111111111111:trail/main"

_answer(trails) := answer if {
	answer := check.findings with input as {"account": {"id": "111111111111"}, "now": "2026-11-24T05:00:00Z", "tables": {"cloudtrail_trails": trails}}
}

_trail(changes) := object.union(
	{
		"arn": _arn, "region": "us-east-1", "home_region": "us-east-1", "is_logging": true,
		"log_group_arn": "arn:aws:logs:us-east-1:111111111111:log-group:trail:*",
		"latest_cloudwatch_logs_delivery_time": "2026-11-24T04:55:00Z", "latest_cloudwatch_logs_delivery_error": null,
	},
	changes,
)
