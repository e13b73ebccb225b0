package checks.logging.trail_bucket_durable_test

import data.checks.lib.expect
import data.checks.logging.trail_bucket_durable as check

test_pass_object_lock if expect.verdicts(_locked([_versioning({})], _lock), {["333333333333", "pass"]})

test_pass_mfa_delete if expect.verdicts(_locked([_versioning({"versioning_mfa_delete": true})], null), {["333333333333", "pass"]})

test_fail_no_versioning if expect.verdicts(_locked([_versioning({"versioning_enabled": false})], _lock), {[_arn, "fail"]})

test_fail_no_guard if expect.verdicts(_locked([_versioning({})], null), {[_arn, "fail"]})

test_fail_lock_without_retention if {
	expect.verdicts(_locked([_versioning({})], {"ObjectLockEnabled": "Enabled", "Rule": null}), {[_arn, "fail"]})
}

test_lock_is_as_long_as_the_log_is_wanted[name] if {
	some name, c in {
		"a day": [{"Mode": "COMPLIANCE", "Days": 1, "Years": null}, {[_arn, "fail"]}],
		"a year in days": [{"Mode": "GOVERNANCE", "Days": 365, "Years": 0}, {["333333333333", "pass"]}],
		"a year": [{"Mode": "COMPLIANCE", "Days": null, "Years": 1}, {["333333333333", "pass"]}],
		"no time": [{"Mode": "COMPLIANCE"}, {[_arn, "fail"]}],
	}
	input_of := object.union(_guarded_by([_versioning({})], {"ObjectLockEnabled": "Enabled", "Rule": {"DefaultRetention": c[0]}}), {"expectations": {"log-retention": 31536000}})
	answer := check.findings with input as input_of
	expect.verdicts(answer, c[1])
}

test_pass_short_lock_with_mfa_delete if {
	input_of := object.union(
		_guarded_by([_versioning({"versioning_mfa_delete": true})], {"ObjectLockEnabled": "Enabled", "Rule": {"DefaultRetention": {"Mode": "COMPLIANCE", "Days": 1}}}),
		{"expectations": {"log-retention": 31536000}},
	)
	answer := check.findings with input as input_of
	expect.verdicts(answer, {["333333333333", "pass"]})
}

test_absent_no_trail_bucket if expect.verdicts(_elsewhere([]), {["111111111111", "not-applicable"]})

test_absent_no_row if expect.verdicts(_answer([]), {[_arn, "fail"]})

test_null_row if {
	expect.verdicts(_locked([_versioning({"versioning_enabled": null, "versioning_mfa_delete": null})], null), {[_arn, "fail"]})
}

_locked(rows, configuration) := answer if {
	answer := check.findings with input as _guarded_by(rows, configuration)
}

_guarded_by(rows, configuration) := object.union(
	_input,
	{"tables": object.union(_input.tables, {
		"s3_bucket_versioning": rows,
		"s3_bucket_object_lock": [{"account_id": "333333333333", "name": "trail-logs", "object_lock_configuration": configuration}],
	})},
)

_lock := {"ObjectLockEnabled": "Enabled", "Rule": {"DefaultRetention": {"Mode": "COMPLIANCE", "Days": 365, "Years": null}}}

_versioning(changes) := object.union(
	{"account_id": "333333333333", "name": "trail-logs", "versioning_enabled": true, "versioning_mfa_delete": false},
	changes,
)

_input := {
	"account": {"id": "333333333333", "partition": "aws"},
	"organization": {"id": "o-abc", "tables": {"cloudtrail_organization_trails": [_organization_trail]}},
	"tables": {"cloudtrail_trails": [], "s3_buckets": [_bucket("trail-logs"), _bucket("other")]},
}

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
			"s3_bucket_versioning": rows,
			"s3_bucket_object_lock": [],
		},
		"expectations": {},
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
			"s3_bucket_versioning": rows,
			"s3_bucket_object_lock": [],
		},
		"expectations": {},
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
