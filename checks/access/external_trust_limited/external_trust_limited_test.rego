package checks.access.external_trust_limited_test

import data.checks.access.external_trust_limited as check
import data.checks.lib.expect

test_pass_external_id if {
	condition := {"StringEquals": {"sts:externalid": ["x-1"]}}
	expect.verdicts(_answer([_role(_aws(_vendor), condition)]), {["111111111111", "pass"]})
}

test_pass_own_organization[principal] if {
	some principal in ["arn:aws:iam::222222222222:root", "222222222222", "arn:aws:iam::111111111111:user/x"]
	expect.verdicts(_answer([_role(_aws(principal), {})]), {["111111111111", "pass"]})
}

test_pass_service if expect.verdicts(_answer([_role({"Service": ["ec2.amazonaws.com"]}, {})]), {["111111111111", "pass"]})

test_pass_anyone_of_the_organization if {
	condition := {"StringEquals": {"aws:principalorgid": ["o-example"]}}
	expect.verdicts(_answer([_role(_aws("*"), condition)]), {["111111111111", "pass"]})
}

test_fail_everybody_under_conditions[name] if {
	some name, condition in {
		"of another organization": {"StringEquals": {"aws:principalorgid": ["o-other"]}},
		"of this organization or another": {"StringEquals": {"aws:principalorgid": ["o-example", "o-other"]}},
		"of another account": {"StringEquals": {"aws:principalaccount": ["999999999999"]}},
		"named in any account": {"ArnLike": {"aws:principalarn": ["arn:aws:iam::*:role/admin"]}},
		"who knows the external id": {"StringEquals": {"sts:externalid": ["x-1"]}},
	}
	expect.verdicts(_answer([_role(_aws("*"), condition)]), {[_arn, "fail"]})
}

test_pass_everybody_under_conditions[name] if {
	some name, condition in {
		"of an account of the organization": {"StringEquals": {"aws:principalaccount": ["222222222222"]}},
		"named in an account of the organization": {"ArnLike": {"aws:principalarn": ["arn:aws:iam::222222222222:role/ci-*"]}},
		"of another account with its external id": {"StringEquals": {"aws:principalaccount": ["999999999999"], "sts:externalid": ["x-1"]}},
		"named in any account of the organization": {
			"ArnLike": {"aws:principalarn": ["arn:aws:iam::*:role/admin"]}, "StringEquals": {"aws:principalorgid": ["o-example"]},
		},
	}
	expect.verdicts(_answer([_role(_aws("*"), condition)]), {["111111111111", "pass"]})
}

test_fail_vendor_without_id if {
	answer := _answer([_role(_aws(_vendor), {})])
	expect.verdicts(answer, {[_arn, "fail"]})
	some finding in answer
	finding.evidence.principals == [_vendor]
}

test_fail_everybody if expect.verdicts(_answer([_role(_aws("*"), {})]), {[_arn, "fail"]})

test_fail_negated_condition_limits_nothing if {
	condition := {"StringNotEquals": {"sts:externalid": ["x-1"]}}
	expect.verdicts(_answer([_role(_aws(_vendor), condition)]), {[_arn, "fail"]})
}

test_fail_two_statements_one_without if {
	document := {"Statement": [
		_statement(_aws(_vendor), {"StringEquals": {"sts:externalid": ["x-1"]}}),
		_statement(_aws(_vendor), {}),
	]}
	expect.verdicts(_answer([{"arn": _arn, "name": "vendor", "assume_role_policy_std": document}]), {[_arn, "fail"]})
}

test_absent_no_role if expect.verdicts(_answer([]), {["111111111111", "not-applicable"]})

test_null_row if {
	expect.verdicts(_answer([{"arn": null, "name": null, "assume_role_policy_std": null}]), {[null, "unknown"]})
}

_vendor := "arn:aws:iam::999999999999:root"

_arn := "arn:aws:iam::111111111111:role/vendor"

_aws(principal) := {"AWS": [principal]}

_statement(principal, condition) := {"Effect": "Allow", "Principal": principal, "Action": ["sts:assumerole"], "Condition": condition}

_role(principal, condition) := {"arn": _arn, "name": "vendor", "assume_role_policy_std": {"Statement": [_statement(principal, condition)]}}

_answer(roles) := answer if {
	answer := check.findings with input as {
		"account": {"id": "111111111111"},
		"organization": {"id": "o-example", "tables": {"organizations_accounts": [{"id": "111111111111"}, {"id": "222222222222"}]}},
		"tables": {"iam_roles": roles},
	}
}
