package checks.logging.trail_bucket_encryption_test

import data.checks.lib.expect
import data.checks.logging.trail_bucket_encryption as check

test_pass_encrypted[algorithm] if {
	some algorithm in ["AES256", "aws:kms", "aws:kms:dsse"]
	expect.verdicts(_answer([_row({"Rules": [{"ApplyServerSideEncryptionByDefault": {"SSEAlgorithm": algorithm}}]})]), {["333333333333", "pass"]})
}

test_fail_no_rule if expect.verdicts(_answer([_row({"Rules": []})]), {[_arn, "fail"]})

test_absent_no_trail_bucket if {
	rules := {"Rules": [{"ApplyServerSideEncryptionByDefault": {"SSEAlgorithm": "AES256"}}]}
	expect.verdicts(_elsewhere([_row(rules)]), {["111111111111", "not-applicable"]})
}

test_absent_no_row if expect.verdicts(_answer([]), {[_arn, "fail"]})

test_null_row if expect.verdicts(_answer([_row(null)]), {[_arn, "fail"]})

_row(configuration) := {
	"account_id": "333333333333", "name": "trail-logs",
	"server_side_encryption_configuration": configuration,
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
			"s3_bucket_encryption": rows,
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
			"s3_bucket_encryption": rows,
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
