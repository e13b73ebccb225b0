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

test_fail_macie_calls_it_sensitive if {
	answer := _with_macie(null, 51, {})
	expect.verdicts(answer, {["arn:aws:s3:::customers", "fail"]})
	some finding in answer
	finding.evidence == {"data": "sensitive", "source": "macie"}
}

test_not_applicable_with_macie[name] if {
	some name, c in {
		"own tag wins": {"class": "public", "score": 100},
		"not analyzed": {"class": null, "score": 50},
		"an error": {"class": null, "score": -1},
		"no score": {"class": null, "score": null},
	}
	expect.verdicts(_with_macie(c.class, c.score, {}), {["111111111111", "not-applicable"]})
}

test_unknown_not_configured_although_macie_tells if {
	given := object.union(_input(null, true), {
		"expectations": {"required-tags": null, "data-classes": null},
		"tables": {"macie2_buckets": [{"bucket_name": "customers", "sensitivity_score": 100}]},
	})
	answer := check.findings with input as given
	expect.verdicts(answer, {["111111111111", "unknown"]})
}

test_fail_although_macie_was_not_read if {
	gaps := {"macie2_buckets": [{"region": "eu-west-1", "reason": "denied"}]}
	expect.verdicts(_with_macie("pii", null, gaps), {["arn:aws:s3:::customers", "fail"]})
}

test_unknown_other_tables_not_read[table] if {
	some table in {"s3_buckets", "s3_bucket_tags", "s3_bucket_versioning"}
	expect.verdicts(_with_macie("pii", 100, {table: [{"reason": "denied"}]}), {["111111111111", "unknown"]})
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

test_of_a_bucket_told_twice_the_worst_counts[name] if {
	some name, c in {
		"both keep": [true, true, {["111111111111", "pass"]}],
		"one does not": [true, false, {["arn:aws:s3:::customers", "fail"]}],
		"one is not known": [true, null, {["arn:aws:s3:::customers", "unknown"]}],
	}
	rows := [{"name": "customers", "versioning_enabled": versioning} | some versioning in array.slice(c, 0, 2)]
	given := object.union(_input("pii", true), {"tables": {"s3_bucket_versioning": rows}})
	answer := check.findings with input as given
	expect.verdicts(answer, c[2])
}

test_fail_one_of_two_tags_is_sensitive if {
	rows := [{"name": "customers", "tags": {"data": class}} | some class in ["public", "pii"]]
	given := object.union(_input("pii", false), {"tables": {"s3_bucket_tags": rows}})
	answer := check.findings with input as given
	expect.verdicts(answer, {["arn:aws:s3:::customers", "fail"]})
}

test_null_tags if expect.verdicts(_answer(null, null), {["111111111111", "not-applicable"]})

test_unknown_not_configured if {
	answer := check.findings with input as object.union(_input("pii", true), {"expectations": {"required-tags": null}})
	expect.verdicts(answer, {["111111111111", "unknown"]})
}

_answer(class, versioning) := answer if {
	answer := check.findings with input as _input(class, versioning)
}

_with_macie(class, score, gaps) := answer if {
	given := object.union(_input(class, false), {
		"unreadable": gaps,
		"tables": {"macie2_buckets": [{"bucket_name": "customers", "sensitivity_score": score}]},
	})
	answer := check.findings with input as given
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
		"macie2_buckets": [],
		"s3_buckets": [{"name": "customers", "arn": "arn:aws:s3:::customers"}],
		"s3_bucket_tags": [{"name": "customers", "tags": {"data": class}}],
		"s3_bucket_versioning": [{"name": "customers", "versioning_enabled": versioning}],
	},
}
