package checks.evidence.s3_data_classified_test

import data.checks.evidence.s3_data_classified as check
import data.checks.lib.expect

test_pass_all_tagged if {
	expect.verdicts(_answer({"a": {"data": "internal"}, "b": {"class": "pii"}}), {["111111111111", "pass"]})
}

test_fail_one_without_tag if {
	answer := _answer({"a": {"data": "internal"}, "b": {"owner": "x"}})
	expect.verdicts(answer, {["111111111111", "pass"], ["arn:aws:s3:::b", "fail"]})
}

test_fail_empty_value if expect.verdicts(_answer({"a": {"data": " "}}), {["arn:aws:s3:::a", "fail"]})

test_fail_tag_in_other_case if expect.verdicts(_answer({"a": {"Data": "pii"}}), {["arn:aws:s3:::a", "fail"]})

test_absent_no_bucket if expect.verdicts(_answer({}), {["111111111111", "not-applicable"]})

test_null_tags if expect.verdicts(_answer({"a": null}), {["arn:aws:s3:::a", "fail"]})

test_unknown_not_configured[name] if {
	some name, wanted in {"no tags": null, "no data tags": {"data": null}, "empty": {"data": []}}
	answer := check.findings with input as {
		"account": {"id": "111111111111"},
		"expectations": {"required-tags": wanted},
		"tables": {"s3_buckets": [], "s3_bucket_tags": []},
	}
	expect.verdicts(answer, {["111111111111", "unknown"]})
}

_answer(buckets) := answer if {
	answer := check.findings with input as {
		"account": {"id": "111111111111"},
		"expectations": {"required-tags": {"data": ["data", "class"]}},
		"tables": {
			"s3_buckets": [{"name": name, "arn": sprintf("arn:aws:s3:::%s", [name])} | some name, _ in buckets],
			"s3_bucket_tags": [{"name": name, "tags": bucket_tags} | some name, bucket_tags in buckets],
		},
	}
}
