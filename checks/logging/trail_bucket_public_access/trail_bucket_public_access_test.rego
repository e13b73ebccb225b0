package checks.logging.trail_bucket_public_access_test

import data.checks.lib.expect
import data.checks.logging.trail_bucket_public_access as check

test_pass_bucket_blocks if expect.verdicts(_answer([_row({})]), {["333333333333", "pass"]})

test_pass_account_blocks if {
	expect.verdicts(_with_account([_row({"block_public_policy": false})], _all), {["333333333333", "pass"]})
}

test_pass_restrict_is_not_asked_for if {
	expect.verdicts(_answer([_row({"restrict_public_buckets": false})]), {["333333333333", "pass"]})
}

test_fail_one_block_is_off[block] if {
	some block in ["block_public_acls", "block_public_policy", "ignore_public_acls"]
	expect.verdicts(_answer([_row({block: false})]), {[_arn, "fail"]})
}

test_absent_no_trail_bucket if expect.verdicts(_elsewhere([]), {["111111111111", "not-applicable"]})

test_absent_no_row if expect.verdicts(_answer([]), {[_arn, "fail"]})

test_null_row if {
	nothing := {"block_public_acls": null, "block_public_policy": null, "ignore_public_acls": null, "restrict_public_buckets": null}
	expect.verdicts(_with_account([_row(nothing)], nothing), {[_arn, "fail"]})
}

_with_account(rows, settings) := answer if {
	answer := check.findings with input as {
		"account": {"id": "333333333333", "partition": "aws"},
		"organization": {"id": "o-abc", "tables": {"cloudtrail_organization_trails": [_organization_trail]}},
		"tables": {
			"cloudtrail_trails": [], "s3_buckets": [_bucket("trail-logs")],
			"s3_bucket_public_access": rows,
			"s3_account_settings": [object.union({"account_id": "333333333333"}, settings)],
		},
	}
}

_row(changes) := object.union({"account_id": "333333333333", "name": "trail-logs"}, object.union(_all, changes))

_all := {"block_public_acls": true, "block_public_policy": true, "ignore_public_acls": true, "restrict_public_buckets": true}

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
			"s3_bucket_public_access": rows,
			"s3_account_settings": [],
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
			"s3_bucket_public_access": rows,
			"s3_account_settings": [],
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
