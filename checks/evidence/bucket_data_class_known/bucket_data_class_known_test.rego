package checks.evidence.bucket_data_class_known_test

import data.checks.evidence.bucket_data_class_known as check
import data.checks.lib.expect

test_pass_all_tagged if expect.verdicts(_asked([{"name": "a", "tags": {"DataClassification": "internal"}}]), {["111111111111", "pass"]})

test_fail_one_without if {
	answer := _asked([{"name": "a", "tags": {"DataClassification": "internal"}}, {"name": "b", "tags": {"Owner": "x"}}])
	expect.verdicts(answer, {["111111111111", "fail"]})
	some finding in answer
	contains(finding.message, "1 of 2")
}

test_fail_empty_value if expect.verdicts(_asked([{"name": "a", "tags": {"DataClassification": " "}}]), {["111111111111", "fail"]})

test_absent_no_bucket if expect.verdicts(_asked([]), {["111111111111", "not-applicable"]})

test_null_tags if expect.verdicts(_asked([{"name": "a", "tags": null}]), {["111111111111", "fail"]})

test_unknown_not_configured if {
	answer := check.findings with input as {"account": {"id": "111111111111"}, "expectations": {"required-tags": null}, "tables": {"s3_bucket_tags": []}}
	expect.verdicts(answer, {["111111111111", "unknown"]})
}

_asked(buckets) := answer if {
	answer := check.findings with input as {
		"account": {"id": "111111111111"},
		"expectations": {"required-tags": {"owner": [], "environment": [], "data": ["DataClassification"]}},
		"tables": {"s3_bucket_tags": buckets},
	}
}
