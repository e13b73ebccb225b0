package checks.logging.own_trails_known_test

import data.checks.lib.expect
import data.checks.logging.own_trails_known as check

test_pass_own_bucket if expect.verdicts(_answer([_trail({})], []), {["111111111111", "pass"]})

test_pass_bucket_of_the_organization if {
	organizational := _organizational({"is_multi_region_trail": false})
	expect.verdicts(_answer([_trail({"s3_bucket_name": "org"})], [organizational]), {["111111111111", "pass"]})
}

test_fail_bucket_of_a_stranger if expect.verdicts(_answer([_trail({"s3_bucket_name": "vendor"})], []), {[_arn, "fail"]})

test_fail_repeats if expect.verdicts(_answer([_trail({})], [_organizational({})]), {[_arn, "fail"]})

test_pass_data_events_only if {
	selectors := [{"ReadWriteType": "All", "IncludeManagementEvents": false, "ExcludeManagementEventSources": []}]
	trail := _trail({"has_custom_event_selectors": true, "event_selectors": selectors})
	expect.verdicts(_answer([trail], [_organizational({})]), {["111111111111", "pass"]})
}

test_pass_organization_trail_is_stopped if {
	expect.verdicts(_answer([_trail({})], [_organizational({"is_logging": false})]), {["111111111111", "pass"]})
}

test_not_applicable_only_the_organization_trail if {
	expect.verdicts(_answer([_organizational({})], [_organizational({})]), {["111111111111", "not-applicable"]})
}

test_absent_no_trail if expect.verdicts(_answer([], []), {["111111111111", "not-applicable"]})

test_null_row if {
	trail := _trail({"s3_bucket_name": null, "is_logging": null, "has_custom_event_selectors": null, "is_organization_trail": null})
	expect.verdicts(_answer([trail], []), {[_arn, "fail"]})
}

_arn := "arn:aws:cloudtrail:us-east-1:111111111111:trail/main"

_answer(trails, organizational) := answer if {
	answer := check.findings with input as {
		"account": {"id": "111111111111"},
		"organization": {"tables": {"cloudtrail_organization_trails": organizational}},
		"tables": {"cloudtrail_trails": trails, "s3_buckets": [{"name": "own"}]},
	}
}

_organizational(changes) := _trail(object.union(
	{"arn": "arn:aws:cloudtrail:us-east-1:999999999999:trail/org", "is_organization_trail": true, "s3_bucket_name": "org", "is_multi_region_trail": true},
	changes,
))

_trail(changes) := object.union(object.remove(_main, object.keys(changes)), changes)

_main := {
	"arn": _arn, "region": "us-east-1", "home_region": "us-east-1", "is_organization_trail": false, "s3_bucket_name": "own",
	"is_logging": true, "is_multi_region_trail": true, "has_custom_event_selectors": false,
	"event_selectors": null, "advanced_event_selectors": null,
}
