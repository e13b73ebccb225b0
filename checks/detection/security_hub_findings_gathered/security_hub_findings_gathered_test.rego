package checks.detection.security_hub_findings_gathered_test

import data.checks.detection.security_hub_findings_gathered as check
import data.checks.lib.expect

test_pass_all_regions if expect.verdicts(_answer([_aggregator({})]), {["222222222222", "pass"]})

test_pass_every_enabled_region_is_named if {
	aggregator := _aggregator({"region_linking_mode": "SPECIFIED_REGIONS", "regions": ["us-east-1"]})
	expect.verdicts(_answer([aggregator]), {["222222222222", "pass"]})
}

test_pass_only_regions_that_are_off_are_left_out if {
	aggregator := _aggregator({"region_linking_mode": "ALL_REGIONS_EXCEPT_SPECIFIED", "regions": ["af-south-1"]})
	expect.verdicts(_answer([aggregator]), {["222222222222", "pass"]})
}

test_fail_region_is_left_out[mode] if {
	some mode, regions in {"SPECIFIED_REGIONS": [], "ALL_REGIONS_EXCEPT_SPECIFIED": ["us-east-1"]}
	aggregator := _aggregator({"region_linking_mode": mode, "regions": regions})
	expect.verdicts(_answer([aggregator]), {["agg", "fail"]})
}

test_not_applicable_other_account if {
	answer := check.findings with input as object.union(_input([]), {"account": {"id": "111111111111", "regions": ["us-east-1"]}})
	expect.verdicts(answer, {["111111111111", "not-applicable"]})
}

test_unknown_not_configured if {
	answer := check.findings with input as object.union(_input([]), {"expectations": {"security-account": null}})
	expect.verdicts(answer, {["222222222222", "unknown"]})
}

test_absent_no_aggregator if expect.verdicts(_answer([]), {["222222222222", "fail"]})

test_null_row if {
	aggregator := _aggregator({"region_linking_mode": null, "regions": null, "finding_aggregation_region": null})
	expect.verdicts(_answer([aggregator]), {["agg", "fail"]})
}

_answer(aggregators) := answer if {
	answer := check.findings with input as _input(aggregators)
}

_input(aggregators) := {
	"account": {"id": "222222222222", "regions": ["eu-west-1", "us-east-1"]},
	"expectations": {"security-account": "222222222222"},
	"tables": {"securityhub_finding_aggregators": aggregators},
}

_aggregator(changes) := object.union(
	{
		"region": "eu-west-1", "arn": "agg", "finding_aggregation_region": "eu-west-1",
		"region_linking_mode": "ALL_REGIONS", "regions": null,
	},
	changes,
)
