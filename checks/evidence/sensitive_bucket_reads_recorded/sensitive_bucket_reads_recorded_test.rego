package checks.evidence.sensitive_bucket_reads_recorded_test

import data.checks.evidence.sensitive_bucket_reads_recorded as check
import data.checks.lib.expect

test_pass_every_bucket if expect.verdicts(_answer([_own(_everything)], [], []), {["111111111111", "pass"]})

test_pass_organization_trail if {
	expect.verdicts(_answer([_shadow], [_organizational(_everything)], []), {["111111111111", "pass"]})
}

test_pass_classic_selectors if {
	changes := {"has_custom_event_selectors": true, "event_selectors": [{
		"ReadWriteType": "All", "IncludeManagementEvents": true,
		"DataResources": [{"Type": "AWS::S3::Object", "Values": ["arn:aws:s3:::customers/"]}],
	}]}
	expect.verdicts(_answer([_own(changes)], [], []), {["111111111111", "pass"]})
}

test_pass_event_data_store if expect.verdicts(_answer([_own({})], [], [_store({})]), {["111111111111", "pass"]})

test_pass_value_in_any_case[value] if {
	some value in ["PII", "pii", "Confidential", " restricted "]
	expect.verdicts(_with_tags([_own(_everything)], {"data": value}), {["111111111111", "pass"]})
}

test_pass_counts_unclassified if {
	some finding in _answer([_own(_everything)], [], [])
	contains(finding.message, "1 of 2 buckets")
}

test_fail_default_selectors_record_no_data_events if {
	expect.verdicts(_answer([_own({})], [], []), {[_bucket_arn, "fail"]})
}

test_fail_writes_only if {
	expect.verdicts(_answer([_own(_objects([{"Field": "readOnly", "Equals": ["false"]}]))], [], []), {[_bucket_arn, "fail"]})
}

test_fail_another_bucket if {
	expect.verdicts(_answer([_own(_objects([{"Field": "resources.ARN", "StartsWith": ["arn:aws:s3:::logs/"]}]))], [], []), {[_bucket_arn, "fail"]})
}

test_fail_trail_of_another_region if {
	trail := _own(object.union(_everything, {"is_multi_region_trail": false}))
	expect.verdicts(_answer([trail], [], []), {[_bucket_arn, "fail"]})
}

test_fail_stopped_trail if {
	expect.verdicts(_answer([_own(object.union(_everything, {"is_logging": false}))], [], []), {[_bucket_arn, "fail"]})
}

test_fail_stopped_store if {
	expect.verdicts(_answer([], [], [_store({"status": "STOPPED_INGESTION"})]), {[_bucket_arn, "fail"]})
}

test_unknown_shadow_without_owner if expect.verdicts(_answer([_shadow], [], []), {[_bucket_arn, "unknown"]})

test_unknown_store_that_was_not_read if {
	store := _store({"status": null, "advanced_event_selectors": null, "multi_region_enabled": null})
	expect.verdicts(_answer([], [], [store]), {[_bucket_arn, "unknown"]})
}

test_fail_says_what_told[source] if {
	some source, changes in {
		"tag": {"tags": {"data": "PII"}, "account": {}, "rules": null},
		"account": {"tags": {"team": "x"}, "account": {"data": "PII"}, "rules": null},
		"rule": {"tags": null, "account": {}, "rules": [{"name": "cust*", "account": null, "class": "PII"}]},
	}
	some finding in _classed(changes.tags, changes.account, changes.rules)
	finding.resource == _bucket_arn
	finding.evidence == {"data": "PII", "source": source, "region": "eu-west-1"}
}

test_fail_account_tag_for_each_bucket if {
	expect.verdicts(_classed(null, {"data": "PII"}, null), {[_bucket_arn, "fail"], ["arn:aws:s3:::scratch", "fail"]})
}

test_fail_macie_calls_it_sensitive if {
	answer := _with_macie(null, [_score("customers", 51), _score("scratch", 50), _score("of-another-account", 99)], {})
	expect.verdicts(answer, {[_bucket_arn, "fail"]})
	some finding in answer
	finding.evidence == {"data": "sensitive", "source": "macie", "region": "eu-west-1"}
}

test_fail_macie_without_keys_and_rules if {
	given := object.union(_input([_own({})], [], [], null), {
		"expectations": {"required-tags": null, "data-classes": null},
		"tables": {"macie2_buckets": [_score("customers", 100)]},
	})
	answer := check.findings with input as given
	expect.verdicts(answer, {[_bucket_arn, "fail"], ["111111111111", "unknown"]})
}

test_unknown_not_configured_although_macie_tells if {
	given := object.union(_input([_own(_everything)], [], [], null), {
		"expectations": {"required-tags": null, "data-classes": null},
		"tables": {"macie2_buckets": [_score("customers", 100)]},
	})
	answer := check.findings with input as given
	expect.verdicts(answer, {["111111111111", "unknown"]})
}

test_not_applicable_tag_before_macie if {
	expect.verdicts(_with_macie({"data": "public"}, [_score("customers", 100)], {}), {["111111111111", "not-applicable"]})
}

test_not_applicable_macie_is_not_sure[name] if {
	some name, score in {"empty": 1, "not analyzed": 50, "an error": -1, "none": null}
	expect.verdicts(_with_macie(null, [_score("customers", score)], {}), {["111111111111", "not-applicable"]})
}

test_fail_although_macie_was_not_read if {
	gaps := {"macie2_buckets": [{"region": "eu-west-1", "reason": "denied"}]}
	expect.verdicts(_with_macie({"data": "pii"}, [], gaps), {[_bucket_arn, "fail"]})
}

test_unknown_tags_not_read_although_macie_tells if {
	given := object.union(_input([_own(_everything)], [], [], null), {
		"tables": {"macie2_buckets": [_score("customers", 100)], "s3_bucket_tags": []},
		"unreadable": {"s3_bucket_tags": [{"reason": "denied"}]},
	})
	answer := check.findings with input as given
	expect.verdicts(answer, {["111111111111", "unknown"]})
}

test_null_macie_row if {
	expect.verdicts(_with_macie(null, [_score(null, null)], {}), {["111111111111", "not-applicable"]})
}

test_not_applicable_of_no_class if {
	answer := _classed(null, {}, [{"name": "orders", "account": null, "class": "PII"}])
	expect.verdicts(answer, {["111111111111", "not-applicable"]})
	some finding in answer
	contains(finding.message, "2 of 2 buckets")
}

test_not_applicable_own_tag_wins if {
	rules := [{"name": "customers", "account": null, "class": "PII"}]
	expect.verdicts(_classed({"data": "public"}, {}, rules), {["111111111111", "not-applicable"]})
}

test_null_name_in_a_sensitive_account if {
	given := object.union(_input([], [], [], null), {
		"account": {"id": "111111111111", "tags": {"data": "PII"}},
		"tables": {"s3_buckets": [{"name": null, "arn": null, "region": null}], "s3_bucket_tags": [{"name": null, "tags": null}]},
	})
	answer := check.findings with input as given
	expect.verdicts(answer, {["111111111111", "not-applicable"]})
}

test_unknown_not_configured if {
	answer := check.findings with input as object.union(_input([], [], [], {"data": "pii"}), {"expectations": {"required-tags": null}})
	expect.verdicts(answer, {["111111111111", "unknown"]})
}

test_unknown_tags_were_not_read if {
	answer := check.findings with input as object.union(
		_input([], [], [], null),
		{"unreadable": {"s3_bucket_tags": [{"reason": "denied", "message": "AccessDenied"}]}},
	)
	expect.verdicts(answer, {["111111111111", "unknown"]})
}

test_absent_no_sensitive_bucket if {
	expect.verdicts(_with_tags([], {"data": "public"}), {["111111111111", "not-applicable"]})
}

test_absent_no_trail if expect.verdicts(_answer([], [], []), {[_bucket_arn, "fail"]})

test_null_trail if expect.verdicts(_answer([_null(_trail)], [], []), {[_bucket_arn, "unknown"]})

test_null_tags if expect.verdicts(_with_tags([], null), {["111111111111", "not-applicable"]})

_answer(own, organizational, stores) := answer if {
	answer := check.findings with input as _input(own, organizational, stores, {"data": "pii"})
}

_with_tags(own, bucket_tags) := answer if {
	answer := check.findings with input as _input(own, [], [], bucket_tags)
}

_input(own, organizational, stores, bucket_tags) := {
	"account": {"id": "111111111111"},
	"organization": {
		"id": "o-abc", "management_account_id": "999999999999",
		"tables": {"cloudtrail_organization_trails": organizational, "cloudtrail_organization_event_data_stores": []},
	},
	"expectations": {"required-tags": {"data": ["data"]}},
	"tables": {
		"cloudtrail_trails": own,
		"cloudtrail_event_data_stores": stores,
		"s3_buckets": [
			{"name": "customers", "arn": _bucket_arn, "region": "eu-west-1"},
			{"name": "scratch", "arn": "arn:aws:s3:::scratch", "region": "eu-west-1"},
		],
		"macie2_buckets": [],
		"s3_bucket_tags": [{"name": "customers", "tags": bucket_tags}, {"name": "scratch", "tags": null}],
	},
}

_with_macie(bucket_tags, scores, gaps) := answer if {
	given := object.union(_input([_own({})], [], [], bucket_tags), {"tables": {"macie2_buckets": scores}, "unreadable": gaps})
	answer := check.findings with input as given
}

_score(name, score) := {
	"account_id": "111111111111", "region": "eu-west-1", "bucket_account_id": "111111111111", "bucket_name": name,
	"sensitivity_score": score,
}

_classed(bucket_tags, account_tags, rules) := answer if {
	given := object.union(_input([_own({})], [], [], bucket_tags), {
		"account": {"id": "111111111111", "tags": account_tags},
		"expectations": {"required-tags": {"data": ["data"]}, "data-classes": rules},
	})
	answer := check.findings with input as given
}

_bucket_arn := "arn:aws:s3:::customers"

_everything := _objects([])

_objects(fields) := {
	"has_custom_event_selectors": true,
	"event_selectors": null,
	"advanced_event_selectors": [{"Name": "objects", "FieldSelectors": array.concat(
		[{"Field": "eventCategory", "Equals": ["Data"]}, {"Field": "resources.type", "Equals": ["AWS::S3::Object"]}],
		fields,
	)}],
}

_store(changes) := object.union(
	{
		"arn": "arn:aws:cloudtrail:us-east-1:111111111111:eventdatastore/e", "region": "us-east-1", "status": "ENABLED",
		"multi_region_enabled": true, "organization_enabled": false,
		"advanced_event_selectors": _everything.advanced_event_selectors,
	},
	changes,
)

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
