package checks.recovery.sensitive_buckets_versioned_test

import data.checks.lib.expect
import data.checks.recovery.sensitive_buckets_versioned as check

test_pass_versioned if expect.verdicts(_answer("pii", true), {["111111111111", "pass"]})

test_fail_not_versioned if expect.verdicts(_answer("PII", false), {["arn:aws:s3:::customers", "fail"]})

test_absent_not_sensitive if expect.verdicts(_answer("public", false), {["111111111111", "not-applicable"]})

test_null_versioning if expect.verdicts(_answer("pii", null), {["arn:aws:s3:::customers", "unknown"]})

test_fail_says_what_told[source] if {
	some source, changes in {
		"tag": {"class": "PII", "account": {}, "rules": null},
		"account": {"class": null, "account": {"data": "PII"}, "rules": null},
		"rule": {"class": null, "account": {}, "rules": [{"name": "cust*", "account": null, "class": "PII"}]},
	}
	answer := _classed(changes.class, changes.account, changes.rules)
	expect.verdicts(answer, {["arn:aws:s3:::customers", "fail"]})
	some finding in answer
	finding.evidence == {"data": "PII", "source": source}
}

test_not_applicable_of_no_class if {
	rules := [{"name": "orders", "account": null, "class": "PII"}]
	expect.verdicts(_classed(null, {}, rules), {["111111111111", "not-applicable"]})
}

test_not_applicable_own_tag_wins if {
	expect.verdicts(_classed("public", {"data": "PII"}, null), {["111111111111", "not-applicable"]})
}

test_unknown_only_other_keys_configured if {
	expectations := {"required-tags": {"owner": ["owner"], "data": null}, "data-classes": null}
	answer := check.findings with input as object.union(object.remove(_input("pii", true), ["expectations"]), {"expectations": expectations})
	expect.verdicts(answer, {["111111111111", "unknown"]})
}

test_null_tags if expect.verdicts(_answer(null, null), {["111111111111", "not-applicable"]})

test_unknown_not_configured if {
	answer := check.findings with input as object.union(_input("pii", true), {"expectations": {"required-tags": null}})
	expect.verdicts(answer, {["111111111111", "unknown"]})
}

_answer(class, versioning) := answer if {
	answer := check.findings with input as _input(class, versioning)
}

_classed(class, account_tags, rules) := answer if {
	given := object.union(_input(class, false), {
		"account": {"id": "111111111111", "tags": account_tags},
		"expectations": {"required-tags": {"data": ["data"]}, "data-classes": rules},
	})
	answer := check.findings with input as given
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
