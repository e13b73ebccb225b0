package checks.detection.access_analyzer_active_test

import data.checks.detection.access_analyzer_active as check
import data.checks.lib.expect

test_pass_in_every_region if expect.verdicts(_answer([_analyzer({}), _analyzer({"region": "us-east-1"})]), {["222222222222", "pass"]})

test_fail_one_region if {
	answer := _answer([_analyzer({})])
	{[finding.region, finding.verdict] | some finding in answer} == {["eu-west-1", "pass"], ["us-east-1", "fail"]}
}

test_fail_analyzer[name] if {
	some name, changes in {
		"of the account only": {"type": "ACCOUNT"},
		"of unused access": {"type": "ORGANIZATION_UNUSED_ACCESS"},
		"that does not work": {"status": "FAILED"},
		"that is being made": {"status": "CREATING"},
	}
	expect.verdicts(_answer([_analyzer(changes), _analyzer(object.union(changes, {"region": "us-east-1"}))]), {["222222222222", "fail"]})
}

test_not_applicable_other_account if {
	answer := check.findings with input as object.union(_input([]), {"account": {"id": "111111111111", "regions": ["us-east-1"]}})
	expect.verdicts(answer, {["111111111111", "not-applicable"]})
}

test_unknown_not_configured if {
	answer := check.findings with input as object.union(_input([]), {"expectations": {"security-account": null}})
	expect.verdicts(answer, {["222222222222", "unknown"]})
}

test_absent_no_analyzer if expect.verdicts(_answer([]), {["222222222222", "fail"]})

test_null_row if expect.verdicts(_answer([_analyzer({"name": null, "type": null, "status": null})]), {["222222222222", "fail"]})

_answer(analyzers) := answer if {
	answer := check.findings with input as _input(analyzers)
}

_input(analyzers) := {
	"account": {"id": "222222222222", "regions": ["eu-west-1", "us-east-1"]},
	"expectations": {"security-account": "222222222222"},
	"tables": {"accessanalyzer_analyzers": analyzers},
}

_analyzer(changes) := object.union({"region": "eu-west-1", "arn": "a", "name": "external", "type": "ORGANIZATION", "status": "ACTIVE"}, changes)
