package checks.access.federated_trust_narrow_test

import data.checks.access.federated_trust_narrow as check
import data.checks.lib.expect

test_pass_repository if expect.verdicts(_answer([_role(_github, {"StringLike": {_sub: ["repo:acme/shop:*"]}})]), {["111111111111", "pass"]})

test_pass_exact if expect.verdicts(_answer([_role(_github, {"StringEquals": {_sub: ["repo:acme/shop:ref:refs/heads/main"]}})]), {["111111111111", "pass"]})

test_pass_organization_of_repositories if {
	expect.verdicts(_answer([_role(_github, {"StringLike": {_sub: ["repo:acme/*"]}})]), {["111111111111", "pass"]})
}

test_pass_service_account if {
	provider := "arn:aws:iam::111111111111:oidc-provider/oidc.eks.eu-west-1.amazonaws.com/id/ABC"
	condition := {"StringEquals": {"oidc.eks.eu-west-1.amazonaws.com/id/abc:sub": ["system:serviceaccount:shop:api"]}}
	expect.verdicts(_answer([_role(provider, condition)]), {["111111111111", "pass"]})
}

test_pass_cognito_pool if {
	condition := {"StringEquals": {"cognito-identity.amazonaws.com:aud": ["eu-west-1:1234"]}}
	expect.verdicts(_answer([_role("cognito-identity.amazonaws.com", condition)]), {["111111111111", "pass"]})
}

test_fail_audience_alone if {
	condition := {"StringEquals": {"token.actions.githubusercontent.com:aud": ["sts.amazonaws.com"]}}
	expect.verdicts(_answer([_role(_github, condition)]), {[_arn, "fail"]})
}

test_pass_as_others_name_it[subject] if {
	some subject in [
		"org/5bd9e4a8-5c2c-4c8e-a2a1-000000000000/project/*", "sc://acme/shop/*", "{123e4567-e89b-12d3-a456-426614174000}:*",
		"repository_owner:acme:*", "job_workflow_ref:acme/pipelines/.github/workflows/deploy.yml@*", "organization:acme:project:*",
	]
	expect.verdicts(_answer([_role(_github, {"StringLike": {_sub: [subject]}})]), {["111111111111", "pass"]})
}

test_fail_wide[subject] if {
	some subject in ["*", "repo:*", "repo:acme*", "repo:*/shop:*", "system:serviceaccount:*:*", "org/*/project/x", "sc://*/shop/*", "{*}:*", "repository_owner:*:*"]
	expect.verdicts(_answer([_role(_github, {"StringLike": {_sub: [subject]}})]), {[_arn, "fail"]})
}

test_fail_one_of_two_subjects_is_wide if {
	condition := {"StringLike": {_sub: ["repo:acme/shop:*", "repo:*"]}}
	expect.verdicts(_answer([_role(_github, condition)]), {[_arn, "fail"]})
}

test_fail_if_exists_narrows_nothing if {
	condition := {"StringLikeIfExists": {_sub: ["repo:acme/shop:*"]}}
	expect.verdicts(_answer([_role(_github, condition)]), {[_arn, "fail"]})
}

test_fail_two_wide_statements_of_one_provider if {
	rows := [_role(_github, {"StringLike": {_sub: ["repo:*"]}}), _role(_github, {"StringLike": {_sub: ["*"]}})]
	statements := [statement | some row in rows; some statement in row.assume_role_policy_std.Statement]
	answer := _answer([{"arn": _arn, "assume_role_policy_std": {"Statement": statements}}])
	expect.verdicts(answer, {[_arn, "fail"]})
	some finding in answer
	finding.evidence == {"providers": {"token.actions.githubusercontent.com": ["*", "repo:*"]}}
}

test_fail_role_told_twice_if_one_telling_is_wide if {
	rows := [_role(_github, {"StringLike": {_sub: ["repo:acme/shop:*"]}}), _role(_github, {"StringLike": {_sub: ["*"]}})]
	expect.verdicts(_answer(rows), {[_arn, "fail"]})
}

test_absent_no_provider if {
	role := {"arn": _arn, "assume_role_policy_std": {"Statement": [{"Effect": "Allow", "Principal": {"Service": ["ec2.amazonaws.com"]}, "Action": ["sts:assumerole"]}]}}
	expect.verdicts(_answer([role]), {["111111111111", "not-applicable"]})
}

test_absent_no_role if expect.verdicts(_answer([]), {["111111111111", "not-applicable"]})

test_null_row if expect.verdicts(_answer([{"arn": null, "assume_role_policy_std": null}]), {[null, "unknown"]})

_github := "arn:aws:iam::111111111111:oidc-provider/token.actions.githubusercontent.com"

_sub := "token.actions.githubusercontent.com:sub"

_arn := "arn:aws:iam::111111111111:role/deploy"

_role(provider, condition) := {"arn": _arn, "name": "deploy", "assume_role_policy_std": {"Statement": [{
	"Effect": "Allow", "Principal": {"Federated": [provider]},
	"Action": ["sts:assumerolewithwebidentity"], "Condition": condition,
}]}}

_answer(roles) := answer if {
	answer := check.findings with input as {"account": {"id": "111111111111"}, "tables": {"iam_roles": roles}}
}
