package checks.containment.bucket_policies_kept_test

import data.checks.containment.bucket_policies_kept as check
import data.checks.lib.expect

test_pass_own_account if expect.verdicts(_answer([_read({"AWS": ["arn:aws:iam::222222222222:root"]}, {})]), {["111111111111", "pass"]})

test_pass_service if expect.verdicts(_answer([_read({"Service": ["cloudfront.amazonaws.com"]}, {})]), {["111111111111", "pass"]})

test_pass_everybody_of_the_organization if {
	expect.verdicts(_answer([_read({"AWS": ["*"]}, {"StringEquals": {"aws:principalorgid": ["o-example"]}})]), {["111111111111", "pass"]})
}

test_fail_everybody_of_another_organization if {
	expect.verdicts(_answer([_read({"AWS": ["*"]}, {"StringEquals": {"aws:principalorgid": ["o-other"]}})]), {["arn:aws:s3:::customers", "fail"]})
	expect.verdicts(_answer([_read({"AWS": ["*"]}, {"StringEquals": {"aws:principalaccount": ["999999999999"]}})]), {["arn:aws:s3:::customers", "fail"]})
}

test_pass_outsider_may_only_write if {
	statement := object.union(_read({"AWS": ["arn:aws:iam::127311923021:root"]}, {}), {"Action": ["s3:putobject"]})
	expect.verdicts(_answer([statement]), {["111111111111", "pass"]})
}

test_pass_deny_to_everybody if {
	statement := object.union(_read({"AWS": ["*"]}, {"Bool": {"aws:securetransport": ["false"]}}), {"Effect": "Deny"})
	expect.verdicts(_answer([statement]), {["111111111111", "pass"]})
}

test_fail_everybody if expect.verdicts(_answer([_read({"AWS": ["*"]}, {})]), {["arn:aws:s3:::customers", "fail"]})

test_fail_outsider if {
	answer := _answer([_read({"AWS": ["arn:aws:iam::999999999999:root"]}, {})])
	expect.verdicts(answer, {["arn:aws:s3:::customers", "fail"]})
	some finding in answer
	finding.evidence.readers == ["arn:aws:iam::999999999999:root"]
}

test_fail_outsider_under_a_condition if {
	answer := _answer([_read({"AWS": ["arn:aws:iam::999999999999:root"]}, {"IpAddress": {"aws:sourceip": ["192.0.2.0/24"]}})])
	expect.verdicts(answer, {["arn:aws:s3:::customers", "fail"]})
}

test_fail_one_folder if {
	statement := object.union(_read({"AWS": ["*"]}, {}), {"Resource": ["arn:aws:s3:::customers/public/*"]})
	expect.verdicts(_answer([statement]), {["arn:aws:s3:::customers", "fail"]})
}

test_unknown_everybody_from_an_address if {
	answer := _answer([_read({"AWS": ["*"]}, {"IpAddress": {"aws:sourceip": ["192.0.2.0/24"]}})])
	expect.verdicts(answer, {["arn:aws:s3:::customers", "unknown"]})
}

test_absent_no_bucket if {
	answer := check.findings with input as object.union(_base, {"tables": {"s3_bucket_policies": []}})
	expect.verdicts(answer, {["111111111111", "not-applicable"]})
}

test_null_policy if {
	answer := check.findings with input as object.union(_base, {"tables": {"s3_bucket_policies": [{"name": "customers", "policy_std": null}]}})
	expect.verdicts(answer, {["111111111111", "not-applicable"]})
}

_read(principal, condition) := {"Effect": "Allow", "Principal": principal, "Action": ["s3:getobject"], "Resource": ["arn:aws:s3:::customers/*"], "Condition": condition}

_base := {
	"account": {"id": "111111111111", "partition": "aws"},
	"organization": {"id": "o-example", "tables": {"organizations_accounts": [{"id": "111111111111"}, {"id": "222222222222"}]}},
}

_answer(statements) := answer if {
	answer := check.findings with input as object.union(_base, {"tables": {"s3_bucket_policies": [{"name": "customers", "policy_std": {"Statement": statements}}]}})
}
