package checks.logging.trail_bucket_policy_test

import data.checks.lib.expect
import data.checks.logging.trail_bucket_policy as check

test_pass_named_trail if expect.verdicts(_asked({}), {["333333333333", "pass"]})

test_fail_any_trail if {
	rows := [_row([object.remove(_trail_statement, ["Condition"])])]
	expect.verdicts(_asked({"s3_bucket_policies": rows}), {["org-trail", "fail"]})
}

test_fail_others_delete if {
	other := {"Effect": "Allow", "Principal": {"AWS": ["arn:aws:iam::444444444444:root"]}, "Action": ["s3:deleteobject"], "Resource": ["arn:aws:s3:::org-trail/*"]}
	expect.verdicts(_asked({"s3_bucket_policies": [_row([_trail_statement, other])]}), {["org-trail", "fail"]})
}

test_pass_others_read if {
	other := {"Effect": "Allow", "Principal": {"AWS": ["arn:aws:iam::222222222222:role/siem"]}, "Action": ["s3:getobject"], "Resource": ["arn:aws:s3:::org-trail/*"]}
	expect.verdicts(_asked({"s3_bucket_policies": [_row([_trail_statement, other])]}), {["333333333333", "pass"]})
}

test_pass_deny_is_no_grant if {
	other := {"Effect": "Deny", "Principal": {"AWS": ["*"]}, "Action": ["s3:*"], "Resource": ["*"]}
	expect.verdicts(_asked({"s3_bucket_policies": [_row([_trail_statement, other])]}), {["333333333333", "pass"]})
}

test_absent_no_policy if expect.verdicts(_asked({"s3_bucket_policies": []}), {["org-trail", "fail"]})

test_null_policy if expect.verdicts(_asked({"s3_bucket_policies": [{"name": "org-trail", "policy_std": null}]}), {["org-trail", "fail"]})

_row(statements) := {"name": "org-trail", "region": "us-east-1", "policy_std": {"Statement": statements}}

_trail_statement := {
	"Effect": "Allow",
	"Principal": {"Service": ["cloudtrail.amazonaws.com"]},
	"Action": ["s3:putobject"],
	"Resource": ["arn:aws:s3:::org-trail/AWSLogs/*"],
	"Condition": {"StringEquals": {"aws:sourcearn": ["arn:aws:cloudtrail:us-east-1:111111111111:trail/org"]}},
}

test_absent_no_bucket if {
	answer := check.findings with input as object.union(_input({}), {"tables": object.union(_input({}).tables, {"s3_buckets": []})})
	expect.verdicts(answer, {["333333333333", "not-applicable"]})
}

test_not_applicable_bucket_of_no_trail if {
	answer := check.findings with input as object.union(_input({}), {"organization": {"tables": {"cloudtrail_organization_trails": []}}})
	expect.verdicts(answer, {["333333333333", "not-applicable"]})
}

_asked(changes) := answer if {
	answer := check.findings with input as _input(changes)
}

_input(changes) := {
	"account": {"id": "333333333333", "regions": ["us-east-1"]},
	"organization": {"id": "o-1", "tables": {"cloudtrail_organization_trails": [{"arn": "arn:aws:cloudtrail:us-east-1:111111111111:trail/org", "region": "us-east-1", "s3_bucket_name": "org-trail"}]}},
	"expectations": {"log-archive-account": "333333333333", "security-account": "222222222222", "log-retention": 31536000},
	"tables": object.union({"cloudtrail_trails": [], "s3_buckets": [{"name": "org-trail", "arn": "arn:aws:s3:::org-trail", "region": "us-east-1"}], "s3_bucket_policies": [_row([_trail_statement])]}, changes),
}
