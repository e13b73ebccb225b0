package checks.access.responder_role_unhindered_test

import data.checks.access.responder_role_unhindered as check
import data.checks.lib.expect

_arn := "arn:aws:iam::111111111111:role/incident-responder"

_boundary := "arn:aws:iam::111111111111:policy/boundary"

test_pass_no_boundary if expect.verdicts(_answer("/", null, []), {["111111111111", "pass"]})

test_pass_wide_boundary if {
	document := {"Statement": [{"Effect": "Allow", "Action": ["*"], "Resource": ["*"]}]}
	expect.verdicts(_answer("/", _boundary, [_policy(document)]), {["111111111111", "pass"]})
}

test_fail_boundary_without_iam if {
	document := {"Statement": [{"Effect": "Allow", "NotAction": ["iam:*"], "Resource": ["*"]}]}
	answer := _answer("/", _boundary, [_policy(document)])
	expect.verdicts(answer, {[_arn, "fail"]})
	some finding in answer
	contains(finding.message, "iam:UpdateAccessKey")
	not contains(finding.message, "ec2:")
	finding.evidence.boundary == _boundary
}

test_fail_boundary_denies if {
	document := {"Statement": [
		{"Effect": "Allow", "Action": ["*"], "Resource": ["*"]},
		{"Effect": "Deny", "Action": ["ec2:stop*"], "Resource": ["*"]},
	]}
	expect.verdicts(_answer("/", _boundary, [_policy(document)]), {[_arn, "fail"]})
}

test_unknown_boundary_with_condition if {
	document := {"Statement": [{
		"Effect": "Allow",
		"Action": ["*"],
		"Resource": ["*"],
		"Condition": {"StringEquals": {"aws:requestedregion": ["us-east-1"]}},
	}]}
	expect.verdicts(_answer("/", _boundary, [_policy(document)]), {[_arn, "unknown"]})
}

test_unknown_boundary_not_read if expect.verdicts(_answer("/", _boundary, []), {[_arn, "unknown"]})

test_unknown_boundary_text_null if expect.verdicts(_answer("/", _boundary, [_policy(null)]), {[_arn, "unknown"]})

test_fail_service_linked if {
	expect.verdicts(_answer("/aws-service-role/ssm.amazonaws.com/", null, []), {[_arn, "fail"]})
}

test_unknown_no_details if {
	answer := check.findings with input as object.union(_base, {"tables": {
		"iam_roles": [{"arn": _arn, "name": "incident-responder", "path": null}],
		"iam_role_details": [],
		"iam_policies_attached": [],
	}})
	expect.verdicts(answer, {[_arn, "unknown"]})
}

test_absent_no_role if {
	answer := check.findings with input as object.union(_base, {"tables": {
		"iam_roles": [],
		"iam_role_details": [],
		"iam_policies_attached": [],
	}})
	expect.verdicts(answer, {["111111111111", "not-applicable"]})
}

test_null_row if {
	answer := check.findings with input as object.union(_base, {"tables": {
		"iam_roles": [{"arn": _arn, "name": null, "path": null}],
		"iam_role_details": [{"arn": _arn, "name": null, "permissions_boundary_arn": null}],
		"iam_policies_attached": [_policy(null)],
	}})
	expect.verdicts(answer, {["111111111111", "not-applicable"]})
}

test_unknown_not_configured if {
	answer := check.findings with input as object.union(_base, {
		"expectations": {"responder-role": null},
		"tables": {"iam_roles": [], "iam_role_details": [], "iam_policies_attached": []},
	})
	expect.verdicts(answer, {["111111111111", "unknown"]})
}

_base := {
	"account": {"id": "111111111111", "partition": "aws"},
	"organization": {"id": "o-example"},
	"expectations": {"responder-role": {"name": "incident-responder"}},
}

_answer(path, boundary, policies) := answer if {
	answer := check.findings with input as object.union(_base, {"tables": {
		"iam_roles": [{"arn": _arn, "name": "incident-responder", "path": path}],
		"iam_role_details": [{"arn": _arn, "name": "incident-responder", "permissions_boundary_arn": boundary}],
		"iam_policies_attached": policies,
	}})
}

_policy(document) := {"arn": _boundary, "policy_std": document}
