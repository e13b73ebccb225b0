package checks.lib.tags_test

import data.checks.lib.tags

test_cases[name] if {
	some name, c in {
		"only key": {"tags": {"owner": "team"}, "keys": ["owner"], "want": "team"},
		"first of several keys wins": {"tags": {"Owner": "b", "owner": "a"}, "keys": ["owner", "Owner"], "want": "a"},
		"order of the keys decides": {"tags": {"Owner": "b", "owner": "a"}, "keys": ["Owner", "owner"], "want": "b"},
		"blank value is passed over": {"tags": {"owner": " ", "Owner": "b"}, "keys": ["owner", "Owner"], "want": "b"},
		"value is trimmed": {"tags": {"owner": " team "}, "keys": ["owner"], "want": "team"},
		"key with a colon": {"tags": {"aws:cloudformation:stack-name": "s"}, "keys": ["aws:cloudformation:stack-name"], "want": "s"},
	}
	tags.value(c.tags, c.keys) == c.want
	tags.has(c.tags, c.keys)
}

test_nothing_found[name] if {
	some name, c in {
		"other case": {"tags": {"Owner": "team"}, "keys": ["owner"]},
		"null tags": {"tags": null, "keys": ["owner"]},
		"no tags": {"tags": {}, "keys": ["owner"]},
		"empty list": {"tags": [], "keys": ["owner"]},
		"null keys": {"tags": {"owner": "team"}, "keys": null},
		"null value": {"tags": {"owner": null}, "keys": ["owner"]},
		"blank": {"tags": {"owner": ""}, "keys": ["owner"]},
	}
	not tags.has(c.tags, c.keys)
}

test_sensitive[value] if {
	some value in ["PII", " Confidential ", "restricted"]
	tags.is_sensitive({"data": value}, ["data"])
}

test_not_sensitive[value] if {
	some value in ["public", "", null]
	not tags.is_sensitive({"data": value}, ["data"])
}

test_data_class[name] if {
	some name, c in {
		"own tag wins": {"own": {"data": "pii"}, "account": {"data": "internal"}, "name": "logs", "want": ["pii", "tag"]},
		"then the account's": {"own": {"team": "x"}, "account": {"data": "internal"}, "name": "logs", "want": ["internal", "account"]},
		"a blank tag says nothing": {"own": {"data": " "}, "account": {"data": ""}, "name": "logs", "want": ["public", "rule"]},
		"then a rule": {"own": null, "account": null, "name": "logs", "want": ["public", "rule"]},
		"the first rule that fits": {"own": {}, "account": {}, "name": "customer-7", "want": ["confidential", "rule"]},
		"a rule of another account is passed over": {"own": {}, "account": {}, "name": "secret-7", "want": ["internal", "rule"]},
		"a star takes dots and slashes": {"own": {}, "account": {}, "name": "customer-a.b/c", "want": ["confidential", "rule"]},
		"no name, own tag": {"own": {"data": "pii"}, "account": null, "name": null, "want": ["pii", "tag"]},
	}
	answer := tags.data_class(c.own, c.account, "111111111111", c.name, _expectations)
	[answer.class, answer.source] == c.want
}

test_data_class_without_keys if {
	expectations := object.union(_expectations, {"required-tags": null})
	answer := tags.data_class({"data": "pii"}, {"data": "pii"}, "111111111111", "logs", expectations)
	answer == {"class": "public", "source": "rule"}
}

test_no_data_class[name] if {
	some name, c in {
		"no rule fits": {"own": {}, "account": {}, "name": "other", "expectations": _expectations},
		"no name": {"own": null, "account": {"data": "pii"}, "name": null, "expectations": _expectations},
		"no rules": {"own": null, "account": null, "name": "logs", "expectations": {"required-tags": {"data": ["data"]}, "data-classes": null}},
		"no keys": {"own": {"data": "pii"}, "account": {"data": "pii"}, "name": "x", "expectations": {"required-tags": {"data": null}, "data-classes": []}},
		"nothing": {"own": {"data": "pii"}, "account": null, "name": "x", "expectations": {"required-tags": null, "data-classes": null}},
		"nothing at all": {"own": {"data": "pii"}, "account": null, "name": "x", "expectations": {}},
	}
	not tags.data_class(c.own, c.account, "111111111111", c.name, c.expectations)
}

test_classes_are_configured[name] if {
	some name, expectations in {
		"keys": {"required-tags": {"data": ["data"]}, "data-classes": null},
		"rules": {"required-tags": null, "data-classes": [{"name": "*", "account": null, "class": "pii"}]},
	}
	tags.classes_are_configured(expectations)
}

test_classes_are_not_configured[name] if {
	some name, expectations in {
		"neither": {"required-tags": null, "data-classes": null},
		"other keys": {"required-tags": {"data": null}, "data-classes": null},
		"empty": {"required-tags": {"data": []}, "data-classes": []},
		"nothing": {},
	}
	not tags.classes_are_configured(expectations)
}

test_sensitive_class if {
	tags.is_sensitive_class("PII")
	not tags.is_sensitive_class("public")
}

_expectations := {
	"required-tags": {"data": ["data"]},
	"data-classes": [
		{"name": "secret-*", "account": "222222222222", "class": "secret"},
		{"name": "customer-*", "account": "111111111111", "class": "confidential"},
		{"name": "customer-*", "account": null, "class": "pii"},
		{"name": "secret-?", "account": null, "class": "internal"},
		{"name": "logs", "account": null, "class": "public"},
	],
}

test_scored if {
	{score | some score in [-1, 1, 49, 50, 51, 100, null]; tags.scored(score).source == "macie"} == {51, 100}
}
