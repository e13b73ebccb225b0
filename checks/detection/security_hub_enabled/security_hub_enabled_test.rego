package checks.detection.security_hub_enabled_test

import data.checks.detection.security_hub_enabled as check
import data.checks.lib.expect

test_pass_in_every_region if {
	answer := _answer([_hub("us-east-1"), _hub("eu-west-1")])
	{[finding.region, finding.verdict] | some finding in answer} == {["us-east-1", "pass"], ["eu-west-1", "pass"]}
}

test_fail_one_region if {
	answer := _answer([_hub("us-east-1")])
	{[finding.region, finding.verdict] | some finding in answer} == {["us-east-1", "pass"], ["eu-west-1", "fail"]}
}

test_absent_no_hub if expect.verdicts(_answer([]), {["111111111111", "fail"]})

test_absent_no_region if {
	answer := check.findings with input as {"account": {"id": "111111111111", "regions": []}, "tables": {"securityhub_hubs": []}}
	expect.verdicts(answer, {["111111111111", "unknown"]})
}

test_null_row if expect.verdicts(_answer([{"region": "us-east-1", "hub_arn": null, "subscribed_at": null}]), {["111111111111", "fail"]})

_answer(hubs) := answer if {
	answer := check.findings with input as {
		"account": {"id": "111111111111", "regions": ["eu-west-1", "us-east-1"]},
		"tables": {"securityhub_hubs": hubs},
	}
}

_hub(region) := {
	"region": region, "subscribed_at": "2026-01-01T00:00:00Z",
	"hub_arn": sprintf("arn:aws:securityhub:%s:111111111111:hub/default", [region]),
}
