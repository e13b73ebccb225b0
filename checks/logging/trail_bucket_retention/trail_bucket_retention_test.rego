package checks.logging.trail_bucket_retention_test

import data.checks.lib.expect
import data.checks.logging.trail_bucket_retention as check

test_pass_no_rule if expect.verdicts(_answer([_row([])]), {["333333333333", "pass"]})

test_pass_long_enough if expect.verdicts(_answer([_row([_rule({})])]), {["333333333333", "pass"]})

test_pass_rule_is_off if expect.verdicts(_answer([_row([_rule({"Status": "Disabled", "Expiration": {"Days": 7}})])]), {["333333333333", "pass"]})

test_pass_rule_of_another_prefix if {
	expect.verdicts(_answer([_row([_rule({"Filter": {"Prefix": "athena/"}, "Expiration": {"Days": 7}})])]), {["333333333333", "pass"]})
}

test_pass_rule_for_tags_that_log_files_lack if {
	tag := {"Key": "temporary", "Value": "yes"}
	expect.verdicts(_answer([_row([_rule({"Filter": {"Prefix": null, "Tag": tag, "And": null}, "Expiration": {"Days": 7}})])]), {["333333333333", "pass"]})
	expect.verdicts(_answer([_row([_rule({"Filter": {"Prefix": null, "And": {"Prefix": "AWSLogs/", "Tags": [tag]}}, "Expiration": {"Days": 7}})])]), {["333333333333", "pass"]})
}

test_pass_moves_only if {
	expect.verdicts(_answer([_row([_rule({"Expiration": null, "Transitions": [{"Days": 30, "StorageClass": "GLACIER"}]})])]), {["333333333333", "pass"]})
}

test_pass_delete_markers_only if {
	expiration := {"Date": null, "Days": null, "ExpiredObjectDeleteMarker": true}
	expect.verdicts(_answer([_row([_rule({"Expiration": expiration})])]), {["333333333333", "pass"]})
}

test_fail_too_short[name] if {
	some name, changes in {
		"no filter": {"Filter": null},
		"empty prefix": {"Filter": {"Prefix": ""}},
		"old prefix": {"Filter": null, "Prefix": "AWSLogs/"},
		"prefix of one account": {"Filter": {"Prefix": "AWSLogs/o-abc/111111111111/"}},
		"prefix and tags": {"Filter": {"Prefix": null, "And": {"Prefix": "AWS", "Tags": []}}},
	}
	expect.verdicts(_answer([_row([_rule(object.union(changes, {"Expiration": {"Days": 90}}))])]), {[_arn, "fail"]})
}

test_fail_fixed_date if {
	expect.verdicts(_answer([_row([_rule({"Expiration": {"Date": "2027-01-01T00:00:00Z", "Days": null}})])]), {[_arn, "fail"]})
}

test_unknown_not_configured if {
	answer := check.findings with input as {
		"account": {"id": "333333333333"},
		"organization": {"tables": {"cloudtrail_organization_trails": [_organization_trail]}},
		"tables": {"cloudtrail_trails": [], "s3_buckets": [_bucket("trail-logs")], "s3_bucket_lifecycle": [_row([])]},
		"expectations": {"log-retention": null},
	}
	expect.verdicts(answer, {["333333333333", "unknown"]})
}

test_absent_no_trail_bucket if expect.verdicts(_elsewhere([]), {["111111111111", "not-applicable"]})

test_absent_no_row if expect.verdicts(_answer([]), {[_arn, "unknown"]})

test_null_rule if {
	rule := {"ID": null, "Status": null, "Filter": null, "Prefix": null, "Expiration": null}
	expect.verdicts(_answer([_row([rule])]), {["333333333333", "pass"]})
}

_row(rules) := {"account_id": "333333333333", "name": "trail-logs", "lifecycle_rules": rules}

_rule(changes) := object.union(
	{"ID": "expire", "Status": "Enabled", "Prefix": null, "Filter": {"Prefix": ""}, "Expiration": {"Date": null, "Days": 400}},
	changes,
)

_answer(rows) := answer if {
	answer := check.findings with input as {
		"account": {"id": "333333333333", "partition": "aws"},
		"organization": {
			"id": "o-abc", "management_account_id": "999999999999",
			"tables": {"cloudtrail_organization_trails": [_organization_trail]},
		},
		"tables": {
			"cloudtrail_trails": [],
			"s3_buckets": [_bucket("trail-logs"), _bucket("other")],
			"s3_bucket_lifecycle": rows,
		},
		"expectations": {"log-retention": 31536000},
	}
}

_elsewhere(rows) := answer if {
	answer := check.findings with input as {
		"account": {"id": "111111111111", "partition": "aws"},
		"organization": {
			"id": "o-abc", "management_account_id": "999999999999",
			"tables": {"cloudtrail_organization_trails": [_organization_trail]},
		},
		"tables": {
			"cloudtrail_trails": [_organization_trail],
			"s3_buckets": [_bucket("other")],
			"s3_bucket_lifecycle": rows,
		},
		"expectations": {"log-retention": 31536000},
	}
}

_arn := "arn:aws:s3:::trail-logs"

_bucket(name) := {
	"account_id": "333333333333", "name": name, "arn": sprintf("arn:aws:s3:::%s", [name]),
	"region": "us-east-1", "creation_date": null, "dns_names": [],
}

_organization_trail := {
	"account_id": "999999999999", "region": "us-east-1", "arn": "arn:aws:cloudtrail:us-east-1:999999999999:trail/org",
	"home_region": "us-east-1", "is_multi_region_trail": true, "is_organization_trail": true,
	"s3_bucket_name": "trail-logs", "s3_key_prefix": null, "is_logging": true,
}
