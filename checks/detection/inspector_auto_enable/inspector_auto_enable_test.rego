package checks.detection.inspector_auto_enable_test

import data.checks.detection.inspector_auto_enable as check
import data.checks.lib.expect

test_pass_all if expect.verdicts(_answer([_setting({}), _setting({"region": "us-east-1"})]), {["222222222222", "pass"]})

test_fail_kind_is_missing if {
	answer := _answer([_setting({"ecr_auto_enable": false}), _setting({"region": "us-east-1"})])
	{[finding.region, finding.verdict] | some finding in answer} == {["eu-west-1", "fail"], ["us-east-1", "pass"]}
}

test_fail_limit if {
	answer := _answer([_setting({"max_account_limit_reached": true}), _setting({"region": "us-east-1"})])
	{[finding.region, finding.verdict] | some finding in answer} == {["eu-west-1", "fail"], ["us-east-1", "pass"]}
}

test_not_applicable_other_account if {
	answer := check.findings with input as object.union(_input([]), {"account": {"id": "111111111111", "regions": ["us-east-1"]}})
	expect.verdicts(answer, {["111111111111", "not-applicable"]})
}

test_unknown_not_configured if {
	answer := check.findings with input as object.union(_input([]), {"expectations": {"security-account": null}})
	expect.verdicts(answer, {["222222222222", "unknown"]})
}

test_absent_no_row if expect.verdicts(_answer([]), {["222222222222", "fail"]})

test_null_row if {
	setting := _setting({"ec2_auto_enable": null, "ecr_auto_enable": null, "lambda_auto_enable": null, "max_account_limit_reached": null})
	expect.verdicts(_answer([setting]), {["222222222222", "fail"]})
}

_answer(settings) := answer if {
	answer := check.findings with input as _input(settings)
}

_input(settings) := {
	"account": {"id": "222222222222", "regions": ["eu-west-1", "us-east-1"]},
	"expectations": {"security-account": "222222222222"},
	"tables": {"inspector2_organization_configuration": settings},
}

_setting(changes) := object.union(
	{"region": "eu-west-1", "ec2_auto_enable": true, "ecr_auto_enable": true, "lambda_auto_enable": true, "max_account_limit_reached": false},
	changes,
)
