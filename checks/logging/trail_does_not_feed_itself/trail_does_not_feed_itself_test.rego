package checks.logging.trail_does_not_feed_itself_test

import data.checks.lib.expect
import data.checks.logging.trail_does_not_feed_itself as check

_except(operators) := {"FieldSelectors": array.concat(_objects.FieldSelectors, [_field("resources.ARN", operators)])}

_classic(kind, values) := {
	"ReadWriteType": kind, "IncludeManagementEvents": true, "DataResources": [{"Type": "AWS::S3::Object", "Values": values}],
}

test_pass_trail[name] if {
	some name, changes in {
		"leaves its bucket out": {"advanced_event_selectors": [_except({"NotStartsWith": ["arn:aws:s3:::logs/"]})]},
		"records another bucket": {"advanced_event_selectors": [_except({"StartsWith": ["arn:aws:s3:::data/"]})]},
		"records another bucket, classic": {
			"event_selectors": [_classic("All", ["arn:aws:s3:::data/"])], "advanced_event_selectors": null,
		},
		"records reads, classic": {"event_selectors": [_classic("ReadOnly", ["arn:aws:s3"])], "advanced_event_selectors": null},
		"records another prefix": {
			"s3_key_prefix": "trails", "advanced_event_selectors": [_except({"StartsWith": ["arn:aws:s3:::logs/AWSLogs/"]})],
		},
		"records functions": {"advanced_event_selectors": [{"FieldSelectors": [
			_field("eventCategory", {"Equals": ["Data"]}),
			_field("resources.type", {"Equals": ["AWS::Lambda::Function"]}),
		]}]},
	}
	expect.verdicts(_answer([_trail(changes)], []), {["111111111111", "pass"]})
}

test_fail_trail[name] if {
	some name, changes in {
		"records everything": {},
		"records everything, classic": {"event_selectors": [_classic("All", ["arn:aws:s3"])], "advanced_event_selectors": null},
		"records every bucket, classic": {
			"event_selectors": [_classic("WriteOnly", ["arn:aws:s3:::"])], "advanced_event_selectors": null,
		},
		"leaves one user out": {"advanced_event_selectors": [{"FieldSelectors": array.concat(
			_objects.FieldSelectors,
			[_field("userIdentity.arn", {"NotStartsWith": ["arn:aws:sts::111111111111:assumed-role/backup"]})],
		)}]},
	}
	expect.verdicts(_answer([_trail(changes)], []), {[_main.arn, "fail"]})
}

test_fail_trail_of_the_organization if {
	arn := "arn:aws:cloudtrail:us-east-1:999999999999:trail/org"
	expect.verdicts(_answer([], [_trail({"arn": arn, "is_organization_trail": true})]), {[arn, "fail"]})
}

test_pass_trail_of_the_organization_leaves_its_folder_out if {
	trail := _trail({
		"arn": "arn:aws:cloudtrail:us-east-1:999999999999:trail/org", "is_organization_trail": true,
		"advanced_event_selectors": [_except({"NotStartsWith": ["arn:aws:s3:::logs/AWSLogs/o-example/"]})],
	})
	expect.verdicts(_answer([], [trail]), {["111111111111", "pass"]})
}

test_unknown_without_selectors if {
	expect.verdicts(_answer([_trail({"advanced_event_selectors": null})], []), {[_main.arn, "unknown"]})
}

test_not_applicable_trail[name] if {
	some name, changes in {
		"is stopped": {"is_logging": false},
		"writes elsewhere": {"s3_bucket_name": "elsewhere"},
		"records no data": {"advanced_event_selectors": [{"FieldSelectors": [_field("eventCategory", {"Equals": ["Management"]})]}]},
		"has no selectors": {"has_custom_event_selectors": false, "advanced_event_selectors": null},
	}
	expect.verdicts(_answer([_trail(changes)], []), {["111111111111", "not-applicable"]})
}

test_absent_trails if expect.verdicts(_answer([], []), {["111111111111", "not-applicable"]})

test_null_row if {
	row := {column: null | some column, _ in _main}
	expect.verdicts(_answer([row], [row]), {["111111111111", "not-applicable"]})
}

_answer(own, organizational) := answer if {
	answer := check.findings with input as {
		"account": {"id": "111111111111", "partition": "aws"},
		"organization": {"id": "o-example", "tables": {"cloudtrail_organization_trails": organizational}},
		"tables": {"cloudtrail_trails": own, "s3_buckets": [{"name": "logs"}]},
	}
}

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
