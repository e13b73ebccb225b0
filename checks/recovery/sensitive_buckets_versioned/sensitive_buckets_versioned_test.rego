package checks.recovery.sensitive_buckets_versioned_test

import data.checks.lib.expect
import data.checks.recovery.sensitive_buckets_versioned as check

test_pass_versioned if expect.verdicts(_answer("pii", true), {["111111111111", "pass"]})

test_fail_not_versioned if expect.verdicts(_answer("PII", false), {["arn:aws:s3:::customers", "fail"]})

test_absent_not_sensitive if expect.verdicts(_answer("public", false), {["111111111111", "not-applicable"]})

test_null_versioning if expect.verdicts(_answer("pii", null), {["arn:aws:s3:::customers", "unknown"]})

test_null_tags if expect.verdicts(_answer(null, null), {["111111111111", "not-applicable"]})

test_unknown_not_configured if {
	answer := check.findings with input as object.union(_input("pii", true), {"expectations": {"required-tags": null}})
	expect.verdicts(answer, {["111111111111", "unknown"]})
}

_answer(class, versioning) := answer if {
	answer := check.findings with input as _input(class, versioning)
}

_input(class, versioning) := {
	"account": {"id": "111111111111"},
	"expectations": {"required-tags": {"data": ["data"]}},
	"tables": {
		"s3_buckets": [{"name": "customers", "arn": "arn:aws:s3:::customers"}],
		"s3_bucket_tags": [{"name": "customers", "tags": {"data": class}}],
		"s3_bucket_versioning": [{"name": "customers", "versioning_enabled": versioning}],
	},
}
