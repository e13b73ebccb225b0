package checks.logging.cloudtrail_organization_trail_test

import data.checks.lib.expect
import data.checks.logging.cloudtrail_organization_trail as check

test_pass_one_trail if expect.verdicts(_answer([_trail({})]), {["o-abc", "pass"]})

test_pass_beside_a_trail_of_data_events if {
	data_only := [{"ReadWriteType": "All", "IncludeManagementEvents": false, "DataResources": [{"Type": "AWS::S3::Object", "Values": ["arn:aws:s3"]}]}]
	other := _trail({"arn": _other, "has_custom_event_selectors": true, "event_selectors": data_only})
	expect.verdicts(_answer([_trail({}), other]), {["o-abc", "pass"]})
}

test_fail_two_trails if expect.verdicts(_answer([_trail({}), _trail({"arn": _other})]), {["o-abc", "fail"]})

test_fail_stopped if expect.verdicts(_answer([_trail({"is_logging": false})]), {["o-abc", "fail"], [_arn, "fail"]})

test_fail_one_region if expect.verdicts(_answer([_trail({"is_multi_region_trail": false})]), {["o-abc", "fail"]})

test_fail_can_not_deliver if {
	expect.verdicts(_answer([_trail({"latest_delivery_error": "NoSuchBucket"})]), {["o-abc", "fail"], [_arn, "fail"]})
}

test_fail_second_trail_is_stopped if {
	expect.verdicts(_answer([_trail({}), _trail({"arn": _other, "is_logging": false})]), {["o-abc", "pass"], [_other, "fail"]})
}

test_unknown_second_trail_not_read if {
	other := _trail({"arn": _other, "is_logging": null})
	expect.verdicts(_answer([_trail({}), other]), {[_other, "unknown"]})
}

test_fail_stopped_trail_whose_selectors_were_not_read if {
	trail := _trail({"is_logging": false, "has_custom_event_selectors": true, "event_selectors": null})
	expect.verdicts(_answer([trail]), {["o-abc", "fail"], [_arn, "fail"]})
}

test_absent_no_trail if expect.verdicts(_answer([]), {["o-abc", "fail"]})

test_null_trail if {
	nothing := {column: null | some column, _ in _trail({})}
	trail := object.union(nothing, {"account_id": "999999999999", "arn": _arn, "region": "us-east-1"})
	expect.verdicts(_answer([trail]), {[_arn, "unknown"]})
}

_answer(trails) := answer if {
	answer := check.findings with input as {
		"account": null,
		"organization": {
			"id": "o-abc", "management_account_id": "999999999999",
			"tables": {"cloudtrail_organization_trails": trails},
		},
		"tables": {},
	}
}

_arn := "arn:aws:cloudtrail:us-east-1:999999999999:trail/org"

_other := "arn:aws:cloudtrail:us-east-1:999999999999:trail/other"

_trail(changes) := object.union(
	{
		"account_id": "999999999999",
		"region": "us-east-1",
		"arn": _arn,
		"is_multi_region_trail": true,
		"is_logging": true,
		"latest_delivery_error": "",
		"has_custom_event_selectors": false,
		"event_selectors": [],
		"advanced_event_selectors": null,
	},
	changes,
)
