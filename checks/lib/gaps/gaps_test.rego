package checks.lib.gaps_test

import data.checks.lib.gaps

_unreadable := {
	"one": [{"region": "us-east-1", "reason": "denied"}, {"region": "eu-south-2", "reason": "region-not-covered"}],
	"two": [{"reason": "denied"}],
	"three": [{"region": "eu-west-1", "reason": "denied"}],
}

test_regions_of_the_tables_asked_for if gaps.regions(_unreadable, ["one", "two"]) == {"us-east-1", "eu-south-2"}

test_regions_without_the_service_are_not_missed if gaps.offered(_unreadable, ["one", "two"]) == {"us-east-1"}

test_tables_that_were_not_read_at_all if gaps.wholly(_unreadable, ["one", "two"]) == {"two"}

test_nothing_is_missing if {
	gaps.regions({}, ["one"]) == set()
	gaps.offered({}, ["one"]) == set()
	gaps.wholly({}, ["one"]) == set()
}
