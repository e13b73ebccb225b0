package checks.logging.trail_bucket_separate_test

import data.checks.lib.expect
import data.checks.logging.trail_bucket_separate as check

test_pass_log_archive if expect.verdicts(_asked({}), {["333333333333", "pass"]})

test_fail_other_account if {
	answer := check.findings with input as object.union(_input({}), {"account": {"id": "444444444444"}})
	expect.verdicts(answer, {["org-trail", "fail"]})
}

test_fail_own_trail_into_own_bucket if {
	answer := check.findings with input as object.union(
		_input({"cloudtrail_trails": [{"arn": "arn:aws:cloudtrail:us-east-1:444444444444:trail/own", "region": "us-east-1", "s3_bucket_name": "own-trail"}], "s3_buckets": [{"name": "own-trail"}]}),
		{"account": {"id": "444444444444"}},
	)
	expect.verdicts(answer, {["own-trail", "fail"]})
}

test_unknown_not_configured if {
	answer := check.findings with input as object.union(_input({}), {"expectations": {"log-archive-account": null, "security-account": null}})
	expect.verdicts(answer, {["org-trail", "unknown"]})
}

test_null_bucket_name if {
	answer := _asked({"cloudtrail_trails": [{"arn": "x", "region": "us-east-1", "s3_bucket_name": null}]})
	expect.verdicts(answer, {["333333333333", "pass"]})
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
	"tables": object.union({"cloudtrail_trails": [], "s3_buckets": [{"name": "org-trail", "arn": "arn:aws:s3:::org-trail", "region": "us-east-1"}]}, changes),
}
