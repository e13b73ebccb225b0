package checks.lib.tally_test

import data.checks.lib.tally

test_one_pass_for_each_region if {
	answer := tally.passes("111111111111", {["eu-west-1", "a"], ["eu-west-1", "b"], ["us-east-1", "a"]}, "things are good")
	{[finding.region, finding.seen] | some finding in answer} == {["eu-west-1", 2], ["us-east-1", 1]}
}

test_nothing_good_is_no_pass if tally.passes("111111111111", set(), "things are good") == set()
