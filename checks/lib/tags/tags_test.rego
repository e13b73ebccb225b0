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
