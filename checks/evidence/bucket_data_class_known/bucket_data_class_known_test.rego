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
		"unreadable": {},
		"tables": {"s3_bucket_tags": [{"name": "customer-1", "tags": {}}], "macie2_buckets": []},
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
	finding.evidence == {"buckets": ["b"], "unclassified": 1, "classified_by": {"tag": 1, "account": 0, "rule": 2, "macie": 0}}
}

test_fail_rule_of_another_name if {
	expect.verdicts(_given([{"name": "a", "tags": {}}], {}, [_rule]), {["111111111111", "fail"]})
}

test_pass_macie if {
	scores := [{"bucket_name": "a", "sensitivity_score": 80}, {"bucket_name": "of-another", "sensitivity_score": 80}]
	answer := _with_macie([{"name": "a", "tags": null}], {}, null, scores, {})
	expect.verdicts(answer, {["111111111111", "pass"]})
	some finding in answer
	finding.seen == 1
	finding.evidence.classified_by.macie == 1
}

test_fail_macie_did_not_find[score] if {
	some score in [-1, 1, 50, null]
	scores := [{"bucket_name": "a", "sensitivity_score": score}]
	expect.verdicts(_with_macie([{"name": "a", "tags": null}], {}, null, scores, {}), {["111111111111", "fail"]})
}

test_fail_although_macie_was_not_read if {
	gaps := {"macie2_buckets": [{"reason": "denied"}]}
	expect.verdicts(_with_macie([{"name": "a", "tags": null}], {}, null, [], gaps), {["111111111111", "fail"]})
}

test_unknown_tags_not_read if {
	gaps := {"s3_bucket_tags": [{"reason": "denied"}]}
	expect.verdicts(_with_macie([], {}, null, [], gaps), {["111111111111", "unknown"]})
}

test_null_row if {
	expect.verdicts(_given([{"name": null, "tags": null}], {"DataClassification": "internal"}, [_rule]), {["111111111111", "fail"]})
}

test_null_tags if expect.verdicts(_asked([{"name": "a", "tags": null}]), {["111111111111", "fail"]})

test_unknown_not_configured if {
	answer := check.findings with input as {"account": {"id": "111111111111"}, "expectations": {"required-tags": null}, "unreadable": {}, "tables": {"s3_bucket_tags": [], "macie2_buckets": []}}
	expect.verdicts(answer, {["111111111111", "unknown"]})
}

_rule := {"name": "customer-*", "account": null, "class": "confidential"}

_asked(buckets) := _given(buckets, {}, null)

_given(buckets, account_tags, rules) := _with_macie(buckets, account_tags, rules, [], {})

_with_macie(buckets, account_tags, rules, scores, gaps) := answer if {
	answer := check.findings with input as {
		"account": {"id": "111111111111", "tags": account_tags},
		"expectations": {"required-tags": {"owner": [], "environment": [], "data": ["DataClassification"]}, "data-classes": rules},
		"unreadable": gaps,
		"tables": {"s3_bucket_tags": buckets, "macie2_buckets": scores},
	}
}
