package checks.logging.cloudtrail_logging_test

import data.checks.lib.expect
import data.checks.logging.cloudtrail_logging as check

test_pass_own_trail if expect.verdicts(_answer([_own({})], []), {["111111111111", "pass"]})

test_pass_organization_trail_decides_for_its_shadow if {
	expect.verdicts(_answer([_shadow], [_organizational({})]), {["111111111111", "pass"]})
}

test_pass_shadows_of_one_trail_count_once if {
	answer := _answer([_own({}), _own({"region": "eu-west-1"})], [])
	expect.verdicts(answer, {["111111111111", "pass"]})
	some finding in answer
	finding.seen == 1
}

test_pass_although_a_region_is_unread if {
	expect.verdicts(_answer_with([_own({})], [], _denied), {["111111111111", "pass"]})
}

test_fail_stopped if expect.verdicts(_answer([_own({"is_logging": false})], []), {["111111111111", "fail"]})

test_fail_stopped_organization_trail if {
	expect.verdicts(_answer([_shadow], [_organizational({"is_logging": false})]), {["111111111111", "fail"]})
}

test_fail_data_events_alone if expect.verdicts(_answer([_of_data], []), {["111111111111", "fail"]})

test_pass_data_events_in_another_trail if {
	expect.verdicts(_answer([_of_data, _own({"arn": "arn:aws:cloudtrail:us-east-1:111111111111:trail/second"})], []), {["111111111111", "pass"]})
}

test_unknown_selectors_not_read if {
	trail := _own({"has_custom_event_selectors": true, "event_selectors": null})
	expect.verdicts(_answer([trail], []), {["111111111111", "unknown"]})
}

_of_data := _own({"has_custom_event_selectors": true, "event_selectors": null, "advanced_event_selectors": [{"FieldSelectors": [
	{"Field": "eventCategory", "Equals": ["Data"]}, {"Field": "resources.type", "Equals": ["AWS::S3::Object"]},
]}]})

test_fail_one_region if expect.verdicts(_answer([_own({"is_multi_region_trail": false})], []), {["111111111111", "fail"]})

test_unknown_shadow_without_owner if expect.verdicts(_answer([_shadow], []), {["111111111111", "unknown"]})

test_unknown_region_is_unread if expect.verdicts(_answer_with([], [], _denied), {["111111111111", "unknown"]})

test_absent_no_trail if expect.verdicts(_answer([], []), {["111111111111", "fail"]})

test_null_trail if expect.verdicts(_answer([_null(_trail)], []), {["111111111111", "unknown"]})

test_null_organization_trail if {
	expect.verdicts(_answer([], [_null(_organizational({}))]), {["111111111111", "unknown"]})
}

test_unknown_trail_without_arn if {
	answer := _answer([object.union(_trail, {"arn": null})], [])
	expect.verdicts(answer, {["111111111111", "unknown"]})
	every finding in answer {
		contains(finding.message, "a trail without ARN")
	}
}

test_unknown_organization_trail_without_arn if {
	answer := _answer([], [object.union(_null(_trail), {"arn": null})])
	expect.verdicts(answer, {["111111111111", "unknown"]})
}

_denied := {"cloudtrail_trails": [{"region": "eu-west-1", "reason": "denied", "message": "AccessDenied"}]}

_answer(own, organizational) := _answer_with(own, organizational, {})

_answer_with(own, organizational, unreadable) := answer if {
	answer := check.findings with input as {
		"account": {"id": "111111111111", "partition": "aws", "management": false, "regions": ["eu-west-1", "us-east-1"]},
		"organization": {
			"id": "o-abc", "management_account_id": "999999999999",
			"tables": {"cloudtrail_organization_trails": organizational},
		},
		"tables": {"cloudtrail_trails": own},
		"unreadable": unreadable,
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
