package checks.access.responder_role_trust_test

import data.checks.access.responder_role_trust as check
import data.checks.lib.expect

_arn := "arn:aws:iam::111111111111:role/incident-responder"

_soc := {"AWS": ["arn:aws:iam::222222222222:role/soc"]}

_root := {"AWS": ["arn:aws:iam::222222222222:root"]}

_own_organization := {"StringEquals": {"aws:principalorgid": ["o-example"]}}

test_pass[name] if {
	some name, c in {
		"named role in the organization": [_soc, _own_organization],
		"named role with external id": [_soc, {"StringEquals": {"sts:externalid": ["x"]}}],
		"named role with source identity": [_soc, {"StringLike": {"sts:sourceidentity": ["*"]}}],
		"account narrowed to permission set roles": [_root, {"ArnLike": {"aws:principalarn": ["arn:aws:iam::222222222222:role/aws-reserved/sso.amazonaws.com/*"]}}],
		"user with MFA": [{"AWS": ["arn:aws:iam::222222222222:user/oncall"]}, {"Bool": {"aws:multifactorauthpresent": ["true"]}}],
		"organization path": [_soc, {"ForAnyValue:StringLike": {"aws:principalorgpaths": ["o-example/r-ab12/*"]}}],
		"systems manager beside the responders": [object.union(_soc, {"Service": ["ssm.amazonaws.com"]}), _own_organization],
	}
	expect.verdicts(_answer([_allow(c[0], c[1])]), {["111111111111", "pass"]})
}

test_fail[name] if {
	some name, c in {
		"everybody": [{"AWS": ["*"]}, _own_organization, "lets everybody assume it"],
		"everybody but": [null, _own_organization, "lets everybody assume it but those named"],
		"other account": [{"AWS": ["arn:aws:iam::333333333333:role/soc"]}, _own_organization, "of another account"],
		"own account": [{"AWS": ["arn:aws:iam::111111111111:role/admin"]}, _own_organization, "of another account"],
		"whole account": [_root, _own_organization, "trusts the whole account 222222222222"],
		"whole account by number": [{"AWS": ["222222222222"]}, _own_organization, "trusts the whole account 222222222222"],
		"whole account by all of its roles": [_root, {"ArnLike": {"aws:principalarn": ["arn:aws:iam::222222222222:role/*"]}}, "trusts the whole account 222222222222"],
		"no condition": [_soc, {}, "without any condition"],
		"condition that proves nothing": [_soc, {"IpAddress": {"aws:sourceip": ["203.0.113.0/24"]}}, "without any condition"],
		"another organization": [_soc, {"StringEquals": {"aws:principalorgid": ["o-other"]}}, "without any condition"],
		"MFA if exists": [_soc, {"BoolIfExists": {"aws:multifactorauthpresent": ["true"]}}, "without any condition"],
		"user without MFA": [{"AWS": ["arn:aws:iam::222222222222:user/oncall"]}, _own_organization, "without MFA"],
		"pipeline": [{"Federated": ["arn:aws:iam::111111111111:oidc-provider/token.actions.githubusercontent.com"]}, _own_organization, "trusts the identity provider"],
		"single sign-on": [{"Federated": ["arn:aws:iam::111111111111:saml-provider/idp"]}, {}, "trusts the identity provider"],
		"service": [{"Service": ["lambda.amazonaws.com"]}, {}, "trusts the service lambda.amazonaws.com"],
		"role that is gone": [{"AWS": ["AROADBQP57FF2AEXAMPLE"]}, _own_organization, "names a principal that is gone"],
		"systems manager only": [{"Service": ["ssm.amazonaws.com"]}, {}, "does not trust 222222222222"],
	}
	answer := _answer([_allow(c[0], c[1])])
	expect.verdicts(answer, {[_arn, "fail"]})
	some finding in answer
	contains(finding.message, c[2])
}

test_fail_one_bad_statement_among_good_ones if {
	answer := _answer([_allow(_soc, _own_organization), _allow({"AWS": ["*"]}, {})])
	expect.verdicts(answer, {[_arn, "fail"]})
}

test_pass_guarded_by_deny if {
	deny := {
		"Effect": "Deny",
		"Action": ["sts:assumerole"],
		"Principal": {"AWS": ["*"]},
		"Condition": {"BoolIfExists": {"aws:multifactorauthpresent": ["false"]}},
	}
	expect.verdicts(_answer([_allow(_soc, {}), deny]), {["111111111111", "pass"]})
}

test_fail_shut if {
	deny := {"Effect": "Deny", "Action": ["sts:*"], "Principal": {"AWS": ["*"]}}
	expect.verdicts(_answer([_allow(_soc, _own_organization), deny]), {[_arn, "fail"]})
}

test_fail_role_told_twice_if_one_telling_is_bad if {
	documents := [{"Statement": [_allow(principal, _own_organization)]} | some principal in [_soc, {"AWS": ["*"]}]]
	rows := [{"arn": _arn, "name": "incident-responder", "assume_role_policy_std": document} | some document in documents]
	expect.verdicts(_findings(rows, _expected), {[_arn, "fail"]})
}

test_fail_nobody if expect.verdicts(_answer([]), {[_arn, "fail"]})

test_unknown_odd_principal if {
	principals := object.union(_soc, {"CanonicalUser": ["79a59df900b949e55d96a1e698fbacedfd6e09d98eacf8f8d5218e7cd47ef2be"]})
	expect.verdicts(_answer([_allow(principals, _own_organization)]), {[_arn, "unknown"]})
}

test_null_row if {
	expect.verdicts(_findings([{"arn": _arn, "name": "incident-responder", "assume_role_policy_std": null}], _expected), {[_arn, "unknown"]})
	expect.verdicts(_findings([{"arn": _arn, "name": null, "assume_role_policy_std": null}], _expected), {["111111111111", "not-applicable"]})
}

test_absent_no_role if expect.verdicts(_findings([], _expected), {["111111111111", "not-applicable"]})

test_unknown_not_configured[name] if {
	some name, expectations in {
		"nothing": {"responder-role": null, "security-account": "222222222222"},
		"no trusted account": {"responder-role": {"name": "incident-responder", "trusted-account": null}, "security-account": null},
	}
	expect.verdicts(_findings([], expectations), {["111111111111", "unknown"]})
}

test_pass_security_account_is_the_default if {
	expectations := {"responder-role": {"name": "incident-responder", "trusted-account": null}, "security-account": "222222222222"}
	role := {"arn": _arn, "name": "incident-responder", "assume_role_policy_std": {"Statement": [_allow(_soc, _own_organization)]}}
	expect.verdicts(_findings([role], expectations), {["111111111111", "pass"]})
}

_expected := {"responder-role": {"name": "incident-responder", "trusted-account": "222222222222"}, "security-account": null}

_answer(statements) := _findings(
	[
		{"arn": "arn:aws:iam::111111111111:role/app", "name": "app", "assume_role_policy_std": null},
		{"arn": _arn, "name": "incident-responder", "assume_role_policy_std": {"Statement": statements}},
	],
	_expected,
)

_findings(roles, expectations) := answer if {
	answer := check.findings with input as {
		"account": {"id": "111111111111", "partition": "aws"},
		"organization": {"id": "o-example"},
		"expectations": expectations,
		"tables": {"iam_roles": roles},
	}
}

_allow(principal, condition) := {
	"Effect": "Allow",
	"Action": ["sts:assumerole"],
	"NotPrincipal": {"AWS": ["arn:aws:iam::222222222222:root"]},
	"Condition": condition,
} if {
	principal == null
} else := {"Effect": "Allow", "Action": ["sts:assumerole"], "Principal": principal, "Condition": condition}
