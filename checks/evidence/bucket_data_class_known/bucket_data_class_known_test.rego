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

test_pass_account_tag if {
	expect.verdicts(_given([{"name": "a", "tags": null}], {"DataClassification": "internal"}, null), {["111111111111", "pass"]})
}

test_pass_rule if {
	expect.verdicts(_given([{"name": "customer-1", "tags": {}}], {}, [_rule]), {["111111111111", "pass"]})
}

test_pass_rule_without_keys if {
	answer := check.findings with input as {
		"account": {"id": "111111111111", "tags": {}},
		"expectations": {"required-tags": null, "data-classes": [_rule]},
		"tables": {"s3_bucket_tags": [{"name": "customer-1", "tags": {}}]},
	}
	expect.verdicts(answer, {["111111111111", "pass"]})
}

test_fail_counts_what_told if {
	buckets := [
		{"name": "a", "tags": {"DataClassification": "internal"}}, {"name": "customer-1", "tags": {}}, {"name": "customer-2", "tags": {}},
		{"name": "b", "tags": {}},
	]
	answer := _given(buckets, {}, [_rule])
	expect.verdicts(answer, {["111111111111", "fail"]})
	some finding in answer
	finding.evidence == {"buckets": ["b"], "unclassified": 1, "classified_by": {"tag": 1, "account": 0, "rule": 2}}
}

test_fail_rule_of_another_name if {
	expect.verdicts(_given([{"name": "a", "tags": {}}], {}, [_rule]), {["111111111111", "fail"]})
}

test_null_row if {
	expect.verdicts(_given([{"name": null, "tags": null}], {"DataClassification": "internal"}, [_rule]), {["111111111111", "fail"]})
}

test_null_tags if expect.verdicts(_asked([{"name": "a", "tags": null}]), {["111111111111", "fail"]})

test_unknown_not_configured if {
	answer := check.findings with input as {"account": {"id": "111111111111"}, "expectations": {"required-tags": null}, "tables": {"s3_bucket_tags": []}}
	expect.verdicts(answer, {["111111111111", "unknown"]})
}

_rule := {"name": "customer-*", "account": null, "class": "confidential"}

_asked(buckets) := _given(buckets, {}, null)

_given(buckets, account_tags, rules) := answer if {
	answer := check.findings with input as {
		"account": {"id": "111111111111", "tags": account_tags},
		"expectations": {"required-tags": {"owner": [], "environment": [], "data": ["DataClassification"]}, "data-classes": rules},
		"tables": {"s3_bucket_tags": buckets},
	}
}
