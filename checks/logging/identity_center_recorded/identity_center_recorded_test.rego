package checks.logging.identity_center_recorded_test

import data.checks.lib.expect
import data.checks.logging.identity_center_recorded as check

test_pass_trail_of_all_regions if expect.verdicts(_answer([_instance({})], [_trail({})], []), {["111111111111", "pass"]})

test_pass_trail_of_that_region if {
	trail := _trail({"is_multi_region_trail": false, "home_region": "eu-west-1", "region": "eu-west-1"})
	expect.verdicts(_answer([_instance({})], [trail], []), {["111111111111", "pass"]})
}

test_pass_organization_trail if {
	trail := _trail({"arn": "arn:aws:cloudtrail:us-east-1:999999999999:trail/org"})
	expect.verdicts(_answer([_instance({})], [], [trail]), {["111111111111", "pass"]})
}

test_fail_trail[name] if {
	some name, changes in {
		"of another region": {"is_multi_region_trail": false},
		"that is stopped": {"is_logging": false},
		"of writes only": {"event_selectors": [{"ReadWriteType": "WriteOnly", "IncludeManagementEvents": true, "ExcludeManagementEventSources": []}]},
	}
	expect.verdicts(_answer([_instance({})], [_trail(changes)], []), {["ssoins", "fail"]})
}

test_unknown_organization_trail_that_nobody_shows if {
	trail := _trail({"arn": "arn:aws:cloudtrail:us-east-1:999999999999:trail/org", "is_logging": null})
	expect.verdicts(_answer([_instance({})], [trail], []), {["ssoins", "unknown"]})
}

test_not_applicable_instance_of_another_account if {
	expect.verdicts(_answer([_instance({"owner_account_id": "999999999999"})], [], []), {["111111111111", "not-applicable"]})
}

test_absent_no_instance if expect.verdicts(_answer([], [_trail({})], []), {["111111111111", "not-applicable"]})

test_absent_no_trail if expect.verdicts(_answer([_instance({})], [], []), {["ssoins", "fail"]})

test_null_rows if {
	trail := _trail({"is_logging": null, "event_selectors": null, "has_custom_event_selectors": null, "is_multi_region_trail": null, "home_region": null})
	expect.verdicts(_answer([_instance({"owner_account_id": null, "status": null})], [trail], []), {["ssoins", "unknown"]})
}

_answer(instances, trails, organizational) := answer if {
	answer := check.findings with input as {
		"account": {"id": "111111111111"},
		"organization": {"tables": {"cloudtrail_organization_trails": organizational}},
		"tables": {"sso_instances": instances, "cloudtrail_trails": trails},
	}
}

_instance(changes) := object.union({"region": "eu-west-1", "arn": "ssoins", "owner_account_id": "111111111111", "status": "ACTIVE"}, changes)

_trail(changes) := object.union(object.remove(_main, object.keys(changes)), changes)

_main := {
	"arn": "arn:aws:cloudtrail:us-east-1:111111111111:trail/main", "region": "us-east-1", "home_region": "us-east-1",
	"is_logging": true, "is_multi_region_trail": true, "has_custom_event_selectors": false,
	"event_selectors": null, "advanced_event_selectors": null,
}
