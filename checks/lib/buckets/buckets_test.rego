package checks.lib.buckets_test

import data.checks.lib.buckets

_account := {"id": "111111111111", "tags": {}}

_expectations := {"required-tags": {"data": ["class"]}, "data-classes": [{"name": "ruled-*", "account": null, "class": "internal"}]}

_tables := {
	"s3_bucket_tags": [
		{"name": "tagged", "tags": {"class": "pii"}},
		{"name": "ruled-1", "tags": null},
		{"name": "scored", "tags": null},
		{"name": "unknown", "tags": null},
	],
	"macie2_buckets": [
		{"bucket_name": "tagged", "sensitivity_score": 90},
		{"bucket_name": "scored", "sensitivity_score": 51},
		{"bucket_name": "unknown", "sensitivity_score": 50},
		{"bucket_name": "elsewhere", "sensitivity_score": 90},
		{"bucket_name": null, "sensitivity_score": 90},
	],
}

test_tags_then_rules_then_macie if {
	classes := buckets.classes with input as {"account": _account, "expectations": _expectations, "tables": _tables}
	classes == {
		"tagged": {"class": "pii", "source": "tag"},
		"ruled-1": {"class": "internal", "source": "rule"},
		"scored": {"class": "sensitive", "source": "macie"},
	}
}

test_macie_that_was_not_read_says_nothing if {
	tables := object.remove(_tables, ["macie2_buckets"])
	classes := buckets.classes with input as {"account": _account, "expectations": _expectations, "tables": tables}
	object.keys(classes) == {"tagged", "ruled-1"}
}

test_of_a_bucket_told_twice_the_sensitive_class_counts if {
	tables := {"s3_bucket_tags": [
		{"name": "twice", "tags": {"class": "restricted"}},
		{"name": "twice", "tags": {"class": "public"}},
		{"name": "ruled-2", "tags": null},
		{"name": "ruled-2", "tags": {"class": "pii"}},
		{"name": "plain", "tags": {"class": "public"}},
		{"name": "plain", "tags": {"class": "open"}},
		{"name": "half", "tags": {"class": "pii"}},
		{"name": "half", "tags": null},
	]}
	classes := buckets.classes with input as {"account": _account, "expectations": _expectations, "tables": tables}
	classes == {
		"twice": {"class": "restricted", "source": "tag"},
		"ruled-2": {"class": "pii", "source": "tag"},
		"plain": {"class": "public", "source": "tag"},
		"half": {"class": "pii", "source": "tag"},
	}
}

test_macie_twice_is_macie_once if {
	tables := {
		"s3_bucket_tags": [{"name": "scored", "tags": null}, {"name": "scored", "tags": {}}],
		"macie2_buckets": [{"bucket_name": "scored", "sensitivity_score": 90}, {"bucket_name": "scored", "sensitivity_score": 1}],
	}
	classes := buckets.classes with input as {"account": _account, "expectations": _expectations, "tables": tables}
	classes == {"scored": {"class": "sensitive", "source": "macie"}}
}
