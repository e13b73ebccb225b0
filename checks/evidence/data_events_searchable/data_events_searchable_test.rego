package checks.evidence.data_events_searchable_test

import data.checks.evidence.data_events_searchable as check
import data.checks.lib.expect

test_pass_table if expect.verdicts(_answer({"trails": [_trail({})], "tables": [_table({})]}), {["111111111111", "pass"]})

test_pass_second_table_is_projected if {
	tables := [_table({"name": "old", "is_projected": false}), _table({})]
	expect.verdicts(_answer({"trails": [_trail({})], "tables": tables}), {["111111111111", "pass"]})
}

test_pass_trail_of_the_organization if {
	expect.verdicts(_answer({"organizational": [_trail({"is_organization_trail": true})], "tables": [_table({})]}), {["111111111111", "pass"]})
}

test_pass_event_data_store[name] if {
	some name in ["stores", "organization_stores"]
	expect.verdicts(_answer({"trails": [_trail({})], name: [_store({})]}), {["111111111111", "pass"]})
}

test_fail_table_without_projection if {
	answer := _answer({"trails": [_trail({})], "tables": [_table({"is_projected": false})]})
	expect.verdicts(answer, {["logs", "fail"]})
	some finding in answer
	finding.evidence.tables == ["default.cloudtrail_logs"]
}

test_unknown_table[name] if {
	some name, changes in {
		"of another bucket": {"location": "s3://other/AWSLogs/"},
		"of a bucket with a longer name": {"location": "s3://logs-2/AWSLogs/"},
		"without a location": {"location": null},
		"with a bad location": {"location": "logs"},
	}
	answer := _answer({"trails": [_trail({})], "tables": [_table(changes)]})
	expect.verdicts(answer, {["logs", "unknown"]})
	some finding in answer
	finding.reason == "needs-attestation"
}

test_unknown_store[name] if {
	some name, changes in {
		"is stopped": {"status": "STOPPED_INGESTION"},
		"keeps management events": {"advanced_event_selectors": [{"FieldSelectors": [_field("eventCategory", {"Equals": ["Management"]})]}]},
		"tells nothing": {"status": null, "advanced_event_selectors": null},
	}
	expect.verdicts(_answer({"trails": [_trail({})], "stores": [_store(changes)]}), {["logs", "unknown"]})
}

test_unknown_without_selectors if {
	expect.verdicts(_answer({"trails": [_trail({"advanced_event_selectors": null})], "tables": [_table({})]}), {["logs", "unknown"]})
}

test_not_applicable_trail[name] if {
	some name, changes in {
		"is stopped": {"is_logging": false},
		"writes elsewhere": {"s3_bucket_name": "elsewhere"},
		"records no data": {"advanced_event_selectors": [{"FieldSelectors": [_field("eventCategory", {"Equals": ["Management"]})]}]},
		"has no selectors": {"has_custom_event_selectors": false, "advanced_event_selectors": null},
	}
	expect.verdicts(_answer({"trails": [_trail(changes)], "tables": [_table({})]}), {["111111111111", "not-applicable"]})
}

test_absent_everything if expect.verdicts(_answer({}), {["111111111111", "not-applicable"]})

test_null_rows if {
	trail := {column: null | some column, _ in _main}
	table := {column: null | some column, _ in _table({})}
	expect.verdicts(_answer({"trails": [trail], "tables": [table]}), {["111111111111", "not-applicable"]})
}

_answer(given) := answer if {
	answer := check.findings with input as {
		"account": {"id": "111111111111", "partition": "aws"},
		"organization": {"id": "o-example", "tables": {
			"cloudtrail_organization_trails": object.get(given, "organizational", []),
			"cloudtrail_organization_event_data_stores": object.get(given, "organization_stores", []),
		}},
		"tables": {
			"s3_buckets": [{"name": "logs"}],
			"cloudtrail_trails": object.get(given, "trails", []),
			"cloudtrail_event_data_stores": object.get(given, "stores", []),
			"glue_cloudtrail_tables": object.get(given, "tables", []),
		},
	}
}

_table(changes) := object.union(
	{
		"region": "us-east-1", "catalog_id": "111111111111", "database_name": "default", "name": "cloudtrail_logs",
		"location": "s3://logs/AWSLogs/", "partition_keys": ["account", "region", "day"], "is_projected": true,
	},
	changes,
)

_store(changes) := object.union({"arn": "eds", "status": "ENABLED", "advanced_event_selectors": [_objects]}, changes)

_field(name, operators) := object.union({"Field": name}, operators)

_objects := {"FieldSelectors": [
	_field("eventCategory", {"Equals": ["Data"]}),
	_field("resources.type", {"Equals": ["AWS::S3::Object"]}),
]}

_trail(changes) := object.union(object.remove(_main, object.keys(changes)), changes)

_main := {
	"account_id": "111111111111", "region": "us-east-1", "home_region": "us-east-1",
	"arn": "arn:aws:cloudtrail:us-east-1:111111111111:trail/main", "is_organization_trail": false,
	"s3_bucket_name": "logs", "s3_key_prefix": null, "is_logging": true, "has_custom_event_selectors": true,
	"event_selectors": null, "advanced_event_selectors": [_objects],
}
