package checks.evidence.sensitive_bucket_reads_recorded_test

import data.checks.evidence.sensitive_bucket_reads_recorded as check
import data.checks.lib.expect

test_pass_advanced if {
	expect.verdicts(_asked_data([_trail({"advanced_event_selectors": _objects})], [], "Confidential"), {["111111111111", "pass"]})
}

test_pass_organization_trail if {
	answer := _asked_data([_shadow], [_organization_trail({"advanced_event_selectors": _objects})], "pii")
	expect.verdicts(answer, {["111111111111", "pass"]})
}

test_fail_default_selectors_have_no_data_events if {
	expect.verdicts(_asked_data([_trail({})], [], "restricted"), {["arn:aws:s3:::data", "fail"]})
}

test_fail_trail_is_stopped if {
	trail := _trail({"is_logging": false, "advanced_event_selectors": _objects})
	expect.verdicts(_asked_data([trail], [], "restricted"), {["arn:aws:s3:::data", "fail"]})
}

test_unknown_shadow_that_nobody_resolves if {
	expect.verdicts(_asked_data([_shadow], [], "restricted"), {["arn:aws:s3:::data", "unknown"]})
}

test_not_applicable_nothing_sensitive if {
	answer := _asked_data([_trail({})], [], "internal")
	expect.verdicts(answer, {["111111111111", "not-applicable"]})
}

test_absent_no_trail if expect.verdicts(_asked_data([], [], "pii"), {["arn:aws:s3:::data", "fail"]})

test_null_tags if {
	answer := _asked_data([_trail(_nulls)], [], null)
	expect.verdicts(answer, {["111111111111", "not-applicable"]})
	some finding in answer
	contains(finding.message, "1 of 1")
}

_objects := [{"Name": "objects", "FieldSelectors": [{"Field": "eventCategory", "Equals": ["Data"]}, {"Field": "resources.type", "Equals": ["AWS::S3::Object"]}]}]

_asked_data(trails, organization_trails, class) := answer if {
	answer := check.findings with input as {
		"account": {"id": "111111111111", "regions": ["us-east-1"]},
		"organization": {"id": "o-1", "tables": {"cloudtrail_organization_trails": organization_trails}},
		"expectations": {"required-tags": {"owner": [], "environment": [], "data": ["DataClassification"]}},
		"now": "2026-11-24T05:00:00Z",
		"tables": {
			"cloudtrail_trails": trails,
			"cloudtrail_event_data_stores": [],
			"s3_buckets": [{"account_id": "111111111111", "name": "data", "arn": "arn:aws:s3:::data"}],
			"s3_bucket_tags": [{"account_id": "111111111111", "name": "data", "tags": {"DataClassification": class}}],
		},
	}
}

_trail(changes) := object.union(
	{
		"account_id": "111111111111",
		"region": "us-east-1",
		"arn": "arn:aws:cloudtrail:us-east-1:111111111111:trail/main",
		"name": "main",
		"home_region": "us-east-1",
		"is_multi_region_trail": true,
		"is_organization_trail": false,
		"is_logging": true,
		"include_global_service_events": true,
		"log_file_validation_enabled": true,
		"s3_bucket_name": "org-logs",
		"has_custom_event_selectors": false,
		"event_selectors": null,
		"advanced_event_selectors": null,
		"latest_delivery_time": "2026-11-24T04:50:00Z",
		"latest_delivery_error": "",
		"latest_digest_delivery_time": "2026-11-24T04:20:00Z",
		"latest_digest_delivery_error": null,
		"start_logging_time": "2026-01-01T00:00:00Z",
		"stop_logging_time": null,
	},
	changes,
)

_organization_arn := "arn:aws:cloudtrail:us-east-1:999999999999:trail/org"

_organization_trail(changes) := _trail(object.union({"account_id": "999999999999", "arn": _organization_arn, "is_organization_trail": true}, changes))

# What a member sees of an organization trail: that it is there, not its state.
_shadow := _trail({
	"arn": _organization_arn,
	"is_organization_trail": true,
	"is_logging": null,
	"has_custom_event_selectors": null,
	"latest_delivery_time": null,
	"latest_delivery_error": null,
	"latest_digest_delivery_time": null,
	"start_logging_time": null,
})

_nulls := {
	"is_logging": null,
	"home_region": null,
	"is_multi_region_trail": null,
	"is_organization_trail": null,
	"include_global_service_events": null,
	"log_file_validation_enabled": null,
	"s3_bucket_name": null,
	"has_custom_event_selectors": null,
	"latest_delivery_time": null,
	"latest_digest_delivery_time": null,
	"start_logging_time": null,
}
