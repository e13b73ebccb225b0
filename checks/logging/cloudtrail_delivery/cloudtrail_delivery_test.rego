package checks.logging.cloudtrail_delivery_test

import data.checks.lib.expect
import data.checks.logging.cloudtrail_delivery as check

test_pass_recent if expect.verdicts(_answer([_own({})], []), {["111111111111", "pass"]})

test_pass_organization_trail if expect.verdicts(_answer([_shadow], [_organizational({})]), {["111111111111", "pass"]})

test_pass_empty_error if expect.verdicts(_answer([_own({"latest_delivery_error": ""})], []), {["111111111111", "pass"]})

test_pass_just_started if {
	trail := _own({"latest_delivery_time": null, "start_logging_time": "2026-11-24T04:10:00Z"})
	expect.verdicts(_answer([trail], []), {["111111111111", "pass"]})
}

test_pass_just_restarted if {
	trail := _own({"latest_delivery_time": "2026-11-20T04:10:00Z", "start_logging_time": "2026-11-24T04:10:00Z"})
	expect.verdicts(_answer([trail], []), {["111111111111", "pass"]})
}

test_fail_shadows_are_judged_once if {
	failing := {"latest_delivery_error": "NoSuchBucket"}
	later := object.union(failing, {"region": "eu-west-1", "latest_delivery_time": "2026-11-24T04:59:00Z"})
	answer := _answer([_own(failing), _own(later)], [_own(object.union(failing, {"latest_delivery_time": null}))])
	expect.verdicts(answer, {[_own_arn, "fail"]})
	count(answer) == 1
}

test_fail_stopped if {
	trail := _own({"is_logging": false, "stop_logging_time": "2026-11-23T00:00:00Z"})
	expect.verdicts(_answer([trail], []), {[_own_arn, "fail"]})
}

test_fail_stopped_beside_a_good_one if {
	answer := _answer([_own({"is_logging": false}), _shadow], [_organizational({})])
	expect.verdicts(answer, {["111111111111", "pass"], [_own_arn, "fail"]})
}

test_fail_error if expect.verdicts(_answer([_own({"latest_delivery_error": "NoSuchBucket"})], []), {[_own_arn, "fail"]})

test_fail_silent_for_two_days if {
	expect.verdicts(_answer([_own({"latest_delivery_time": "2026-11-22T04:55:00Z"})], []), {[_own_arn, "fail"]})
}

test_fail_never_delivered if {
	expect.verdicts(_answer([_own({"latest_delivery_time": null})], []), {[_own_arn, "fail"]})
}

test_unknown_shadow_without_owner if expect.verdicts(_answer([_shadow], []), {[_organization_arn, "unknown"]})

test_absent_no_trail if expect.verdicts(_answer([], []), {["111111111111", "fail"]})

test_null_trail if expect.verdicts(_answer([_null(_trail)], []), {[_own_arn, "unknown"]})

_answer(own, organizational) := answer if {
	answer := check.findings with input as {
		"account": {"id": "111111111111", "partition": "aws", "management": false, "regions": ["eu-west-1", "us-east-1"]},
		"organization": {
			"id": "o-abc", "management_account_id": "999999999999",
			"tables": {"cloudtrail_organization_trails": organizational},
		},
		"tables": {"cloudtrail_trails": own},
		"now": "2026-11-24T05:00:00Z",
	}
}

_own_arn := "arn:aws:cloudtrail:us-east-1:111111111111:trail/main"

_organization_arn := "arn:aws:cloudtrail:us-east-1:999999999999:trail/org"

_own(changes) := object.union(_trail, changes)

_organizational(changes) := object.union(
	_trail,
	object.union({"account_id": "999999999999", "arn": _organization_arn, "name": "org", "is_organization_trail": true}, changes),
)

# What a member sees of the organization's trail.
_shadow := object.union(_organizational({"account_id": "111111111111"}), _not_called)

_null(trail) := object.union(
	{column: null | some column, _ in trail},
	{"account_id": trail.account_id, "region": trail.region, "arn": trail.arn},
)

_not_called := {
	"is_logging": null, "start_logging_time": null, "stop_logging_time": null,
	"latest_delivery_time": null, "latest_delivery_error": null,
	"latest_digest_delivery_time": null, "latest_digest_delivery_error": null,
	"event_selectors": null, "advanced_event_selectors": null,
}

_trail := {
	"account_id": "111111111111",
	"region": "us-east-1",
	"arn": _own_arn,
	"name": "main",
	"home_region": "us-east-1",
	"is_multi_region_trail": true,
	"is_organization_trail": false,
	"include_global_service_events": true,
	"log_file_validation_enabled": true,
	"has_custom_event_selectors": false,
	"s3_bucket_name": "trail-logs",
	"s3_key_prefix": null,
	"sns_topic_arn": null,
	"log_group_arn": null,
	"kms_key_id": null,
	"is_logging": true,
	"start_logging_time": "2026-01-01T00:00:00Z",
	"stop_logging_time": null,
	"latest_delivery_time": "2026-11-24T04:55:00Z",
	"latest_delivery_error": null,
	"latest_digest_delivery_time": "2026-11-24T04:30:00Z",
	"latest_digest_delivery_error": null,
	"event_selectors": [],
	"advanced_event_selectors": null,
}
