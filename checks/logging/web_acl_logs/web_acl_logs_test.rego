package checks.logging.web_acl_logs_test

import data.checks.lib.expect
import data.checks.logging.web_acl_logs as check

test_pass_rows[name] if {
	some name, changes in {"of a load balancer": {}, "of a stage": {"arn": "acl-of-stage", "associated_resources": []}, "of a distribution": {"arn": "acl-of-distribution", "associated_resources": null}}
	row := _row(changes)
	expect.verdicts(_answer([row]), {["111111111111", "pass"]})
}

test_fail_rows[name] if {
	some name, changes in {"no destination": {"log_destinations": null}, "empty list": {"log_destinations": []}, "of a stage": {"arn": "acl-of-stage", "associated_resources": null, "log_destinations": null}}
	row := _row(changes)
	expect.verdicts(_answer([row]), {[row.arn, "fail"]})
}

test_not_applicable_unused if {
	row := _row({"associated_resources": [], "log_destinations": null})
	expect.verdicts(_answer([row]), {["111111111111", "not-applicable"]})
}

test_good_and_bad_are_told_apart if {
	other := _row(object.union({"log_destinations": null}, {"arn": "other"}))
	expect.verdicts(_answer([_row({}), other]), {["111111111111", "pass"], ["other", "fail"]})
}

test_absent_nothing_there if expect.verdicts(_answer([]), {["111111111111", "not-applicable"]})

test_null_row if {
	row := _row({"name": null, "scope": null, "associated_resources": null, "log_destinations": null})
	expect.verdicts(_answer([row]), {["111111111111", "not-applicable"]})
}

_answer(rows) := answer if {
	answer := check.findings with input as {
		"account": {"id": "111111111111"},
		"tables": {"wafv2_web_acls": rows, "apigateway_stages": [{"web_acl_arn": "acl-of-stage"}, {"web_acl_arn": null}], "cloudfront_distributions": [{"enabled": true, "web_acl_id": "acl-of-distribution"}, {"enabled": false, "web_acl_id": "acl"}, {"enabled": null, "web_acl_id": null}]},
	}
}

# Objects merge deeply, so what changes is taken out first.
_row(changes) := object.union(object.remove(_plain, object.keys(changes)), changes)

_plain := {"region": "us-east-1", "arn": "acl", "name": "front", "scope": "REGIONAL", "associated_resources": ["arn:alb"], "log_destinations": ["arn:aws:s3:::aws-waf-logs-x"]}
