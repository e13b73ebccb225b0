package checks.lib.tally_test

import data.checks.lib.tally

test_one_pass_for_each_region if {
	answer := tally.passes("111111111111", {["eu-west-1", "a"], ["eu-west-1", "b"], ["us-east-1", "a"]}, "things are good")
	{[finding.region, finding.seen] | some finding in answer} == {["eu-west-1", 2], ["us-east-1", 1]}
}

test_nothing_good_is_no_pass if tally.passes("111111111111", set(), "things are good") == set()

test_values_of_each_key if {
	tally.by_key({["b", 1], ["a", 1], ["a", 2], [null, 3]}) == {"a": {1, 2}, "b": {1}, null: {3}}
}

test_no_pairs_no_keys if tally.by_key(set()) == {}

test_one_pair_is_one_key if tally.by_key({["a", null]}) == {"a": {null}}

test_one_value_of_each_key if {
	tally.known({["b", 1], ["a", null], ["a", "x"], ["c", null], [null, 3]}) == {"a": "x", "b": 1, "c": null, null: 3}
}

test_nothing_known_of_nothing if tally.known(set()) == {}
