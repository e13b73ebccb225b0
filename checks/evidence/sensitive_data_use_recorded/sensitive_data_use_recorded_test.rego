package checks.evidence.sensitive_data_use_recorded_test

import data.checks.evidence.sensitive_data_use_recorded as check
import data.checks.lib.expect

_table_arn := "arn:aws:dynamodb:us-east-1:111111111111:table/customers"

_function_arn := "arn:aws:lambda:us-east-1:111111111111:function:export"

test_pass_all_tables if expect.verdicts(_answer([_trail({})], [], [], _pii), {["111111111111", "pass"]})

test_pass_trail_of_the_organization if {
	expect.verdicts(_answer([_shadow], [_organizational], [], _pii), {["111111111111", "pass"]})
}

test_pass_event_data_store if expect.verdicts(_answer([], [], [_store({})], _pii), {["111111111111", "pass"]})

test_pass_function if {
	trail := _trail({"advanced_event_selectors": [_selector("AWS::Lambda::Function", [])]})
	expect.verdicts(_given([trail], [], [], [_resource(_function_arn, _pii)]), {["111111111111", "pass"]})
}

test_fail_table[name] if {
	some name, changes in {
		"only objects": {"advanced_event_selectors": [_selector("AWS::S3::Object", [])]},
		"only writes": {"advanced_event_selectors": [_selector("AWS::DynamoDB::Table", [{"Field": "readOnly", "Equals": ["false"]}])]},
		"another table": {"advanced_event_selectors": [_selector("AWS::DynamoDB::Table", [{"Field": "resources.ARN", "NotEquals": [_table_arn]}])]},
		"another region": {"is_multi_region_trail": false, "home_region": "eu-west-1"},
		"stopped": {"is_logging": false},
		"no selectors": {"has_custom_event_selectors": false, "advanced_event_selectors": null},
	}
	expect.verdicts(_answer([_trail(changes)], [], [], _pii), {[_table_arn, "fail"]})
}

test_fail_function_with_reads_only if {
	trail := _trail({"advanced_event_selectors": [_selector("AWS::Lambda::Function", [{"Field": "readOnly", "Equals": ["true"]}])]})
	expect.verdicts(_given([trail], [], [], [_resource(_function_arn, _pii)]), {[_function_arn, "fail"]})
}

test_fail_beside_pass if {
	rows := [_resource(_table_arn, _pii), _resource(_function_arn, _pii)]
	expect.verdicts(_given([_trail({})], [], [], rows), {["111111111111", "pass"], [_function_arn, "fail"]})
}

test_absent_trail if expect.verdicts(_answer([], [], [], _pii), {[_table_arn, "fail"]})

test_absent_resources if expect.verdicts(_given([], [], [], []), {["111111111111", "not-applicable"]})

test_not_applicable_resource[name] if {
	some name, row in {
		"not sensitive": _resource(_table_arn, {"data": "public"}),
		"an index": _resource("arn:aws:dynamodb:us-east-1:111111111111:backup/x", _pii),
		"a layer": _resource("arn:aws:lambda:us-east-1:111111111111:layer:x", _pii),
		"a bucket": _resource("arn:aws:s3:::customers", _pii),
	}
	expect.verdicts(_given([], [], [], [row]), {["111111111111", "not-applicable"]})
}

test_unknown_shadow_without_owner if expect.verdicts(_answer([_shadow], [], [], _pii), {[_table_arn, "unknown"]})

test_unknown_store_that_was_not_read if {
	expect.verdicts(_answer([], [], [_store({"status": null, "advanced_event_selectors": null})], _pii), {[_table_arn, "unknown"]})
}

test_unknown_not_configured if {
	answer := check.findings with input as object.union(_input([], [], [], []), {"expectations": {"required-tags": null}})
	expect.verdicts(answer, {["111111111111", "unknown"]})
}

test_fail_says_what_told[source] if {
	some source, changes in {
		"tag": {"tags": _pii, "account": {"data": "public"}, "rules": null},
		"account": {"tags": {"team": "x"}, "account": {"data": "PII"}, "rules": null},
		"rule": {"tags": {}, "account": {}, "rules": [{"name": "customers", "account": null, "class": "PII"}]},
	}
	answer := _classed(_table_arn, changes.tags, changes.account, changes.rules)
	expect.verdicts(answer, {[_table_arn, "fail"]})
	some finding in answer
	finding.evidence == {"data": "PII", "source": source}
}

test_fail_function_by_rule if {
	expect.verdicts(
		_classed(_function_arn, {}, {}, [{"name": "exp*", "account": "111111111111", "class": "restricted"}]),
		{[_function_arn, "fail"]},
	)
}

test_not_applicable_of_no_class if {
	expect.verdicts(
		_classed(_table_arn, {}, {}, [{"name": "orders", "account": null, "class": "PII"}]),
		{["111111111111", "not-applicable"]},
	)
}

test_not_applicable_own_tag_wins if {
	expect.verdicts(
		_classed(_table_arn, {"data": "public"}, {"data": "PII"}, [{"name": "*", "account": null, "class": "PII"}]),
		{["111111111111", "not-applicable"]},
	)
}

test_null_row_in_a_sensitive_account if {
	expect.verdicts(_classed(null, null, {"data": "PII"}, null), {["111111111111", "not-applicable"]})
}

test_null_rows if {
	trail := {column: null | some column, _ in _trail({})}
	expect.verdicts(_given([trail], [], [], [{"account_id": null, "region": null, "arn": null, "tags": null}]), {["111111111111", "not-applicable"]})
	expect.verdicts(_answer([object.union(trail, {"arn": "arn:aws:cloudtrail:us-east-1:111111111111:trail/main"})], [], [], _pii), {[_table_arn, "unknown"]})
}

_pii := {"data": "PII"}

_classed(resource_arn, resource_tags, account_tags, rules) := answer if {
	given := object.union(_input([], [], [], [_resource(resource_arn, resource_tags)]), {
		"account": {"id": "111111111111", "tags": account_tags},
		"expectations": {"required-tags": {"data": ["data"]}, "data-classes": rules},
	})
	answer := check.findings with input as given
}

_answer(own, organizational, stores, tags) := _given(own, organizational, stores, [_resource(_table_arn, tags)])

_given(own, organizational, stores, resources) := answer if {
	answer := check.findings with input as _input(own, organizational, stores, resources)
}

_input(own, organizational, stores, resources) := {
	"account": {"id": "111111111111"},
	"expectations": {"required-tags": {"data": ["data"]}},
	"organization": {"id": "o-example", "tables": {
		"cloudtrail_organization_trails": organizational, "cloudtrail_organization_event_data_stores": [],
	}},
	"tables": {"cloudtrail_trails": own, "cloudtrail_event_data_stores": stores, "tagging_resources": resources},
}

_resource(resource_arn, tags) := {"account_id": "111111111111", "region": "us-east-1", "arn": resource_arn, "tags": tags}

_selector(type, more) := {"FieldSelectors": array.concat(
	[{"Field": "eventCategory", "Equals": ["Data"]}, {"Field": "resources.type", "Equals": [type]}],
	more,
)}

_trail(changes) := object.union(object.remove(_main, object.keys(changes)), changes)

_main := {
	"arn": "arn:aws:cloudtrail:us-east-1:111111111111:trail/main", "region": "us-east-1", "home_region": "us-east-1",
	"is_multi_region_trail": true, "is_logging": true, "has_custom_event_selectors": true,
	"event_selectors": null, "advanced_event_selectors": [_selector("AWS::DynamoDB::Table", [])],
}

_organizational := _trail({"arn": "arn:aws:cloudtrail:us-east-1:999999999999:trail/org"})

_shadow := object.union(_organizational, {"is_logging": null, "advanced_event_selectors": null})

_store(changes) := object.union(
	{
		"arn": "eds", "region": "us-east-1", "status": "ENABLED", "multi_region_enabled": true,
		"advanced_event_selectors": [_selector("AWS::DynamoDB::Table", [])],
	},
	changes,
)
