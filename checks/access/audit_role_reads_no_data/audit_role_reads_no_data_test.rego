package checks.access.audit_role_reads_no_data_test

import data.checks.access.audit_role_reads_no_data as check
import data.checks.lib.expect

_audit := {"Effect": "Allow", "Action": ["s3:getbucket*", "iam:get*", "ec2:describe*"], "Resource": ["*"]}

_read_only := {"Effect": "Allow", "Action": ["s3:get*", "s3:list*"], "Resource": ["*"]}

test_pass_security_audit if expect.verdicts(_answer([_audit], []), {["111111111111", "pass"]})

test_fail_reads_objects if {
	answer := _answer([_audit, _read_only], [])
	expect.verdicts(answer, {[_role_arn, "fail"]})
	some finding in answer
	contains(finding.message, "s3:GetObject")
}

test_pass_sensitive_bucket_is_denied if {
	deny := {"Effect": "Deny", "Action": ["s3:getobject"], "Resource": ["arn:aws:s3:::customers/*"]}
	expect.verdicts(_answer([_read_only, deny], [{"name": "customers", "tags": {"data": "pii"}}]), {["111111111111", "pass"]})
}

test_fail_another_sensitive_bucket_is_not if {
	deny := {"Effect": "Deny", "Action": ["s3:getobject"], "Resource": ["arn:aws:s3:::customers/*"]}
	buckets := [{"name": "customers", "tags": {"data": "pii"}}, {"name": "hr", "tags": {"data": "Confidential"}}]
	expect.verdicts(_answer([_read_only, deny], buckets), {[_role_arn, "fail"]})
}

test_fail_secrets if {
	statement := {"Effect": "Allow", "Action": ["secretsmanager:*"], "Resource": ["*"]}
	expect.verdicts(_answer([_audit, statement], []), {[_role_arn, "fail"]})
}

test_unknown_condition if {
	statement := object.union(_read_only, {"Condition": {"IpAddress": {"aws:sourceip": ["192.0.2.0/24"]}}})
	expect.verdicts(_answer([_audit, statement], []), {[_role_arn, "unknown"]})
}

test_absent_no_role if {
	answer := check.findings with input as object.union(_base, {"tables": _empty})
	expect.verdicts(answer, {["111111111111", "not-applicable"]})
}

test_null_row if {
	tables := object.union(_empty, {"iam_role_policies": [{"arn": _role_arn, "name": "muster-audit", "inline_policies_std": null, "attached_policy_arns": null}], "s3_bucket_tags": [{"name": null, "tags": null}]})
	answer := check.findings with input as object.union(_base, {"tables": tables})
	expect.verdicts(answer, {[_role_arn, "unknown"]})
}

test_unknown_not_configured if {
	answer := check.findings with input as object.union(_base, {"tables": _empty, "expectations": {"audit-role": null, "required-tags": null}})
	expect.verdicts(answer, {["111111111111", "unknown"]})
}

_empty := {"iam_role_policies": [], "iam_role_details": [], "iam_policies_attached": [], "s3_bucket_tags": []}

_base := {
	"account": {"id": "111111111111", "partition": "aws"},
	"organization": {"id": "o-example"},
	"expectations": {"audit-role": "muster-audit", "required-tags": {"data": ["data"]}},
}

_role_arn := "arn:aws:iam::111111111111:role/muster-audit"

_answer(statements, buckets) := answer if {
	answer := check.findings with input as object.union(_base, {"tables": {
		"iam_role_policies": [{
			"arn": _role_arn, "name": "muster-audit",
			"inline_policies_std": [{"PolicyName": "audit", "PolicyDocument": {"Statement": statements}}],
			"attached_policy_arns": null,
		}],
		"iam_role_details": [{"arn": _role_arn, "name": "muster-audit", "permissions_boundary_arn": null}],
		"iam_policies_attached": [],
		"s3_bucket_tags": buckets,
	}})
}
