package checks.detection.guardduty_trusted_lists_known_test

import data.checks.detection.guardduty_trusted_lists_known as check
import data.checks.lib.expect

test_pass_location[location] if {
	some location in [
		"https://s3.amazonaws.com/own-lists/trusted.txt",
		"https://s3.eu-west-1.amazonaws.com/own-lists/trusted.txt",
		"https://own-lists.s3.eu-west-1.amazonaws.com/trusted.txt",
		"https://own-lists.s3.amazonaws.com/trusted.txt",
		"s3://own-lists/trusted.txt",
		"arn:aws-us-gov:s3:::own-lists/trusted.txt",
	]
	expect.verdicts(_answer([_list({"location": location})], ["Owner"]), {["222222222222", "pass"]})
}

test_fail_bucket_of_another if expect.verdicts(_answer([_list({"location": "s3://other/trusted.txt"})], ["Owner"]), {["list-1", "fail"]})

test_fail_no_owner if expect.verdicts(_answer([_list({"tags": {}})], ["Owner"]), {["list-1", "fail"]})

test_not_applicable_inactive if expect.verdicts(_answer([_list({"status": "INACTIVE"})], ["Owner"]), {["222222222222", "not-applicable"]})

test_unknown_not_configured if expect.verdicts(_answer([_list({})], null), {["list-1", "unknown"]})

test_absent_no_list if expect.verdicts(_answer([], ["Owner"]), {["222222222222", "not-applicable"]})

test_null_row if {
	list := _list({"name": null, "status": null, "location": null, "tags": null})
	expect.verdicts(_answer([list], ["Owner"]), {["list-1", "fail"]})
}

_answer(lists, owner_keys) := answer if {
	answer := check.findings with input as {
		"account": {"id": "222222222222"},
		"expectations": {"required-tags": {"owner": owner_keys}},
		"tables": {"guardduty_ip_sets": lists, "s3_buckets": [{"name": "own-lists"}]},
	}
}

_list(changes) := object.union(object.remove(_trusted, object.keys(changes)), changes)

_trusted := {
	"region": "eu-west-1", "detector_id": "d", "ipset_id": "list-1", "name": "trusted", "status": "ACTIVE",
	"location": "s3://own-lists/trusted.txt", "tags": {"Owner": "soc@example.com"},
}
