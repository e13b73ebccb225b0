package checks.containment.public_endpoints_behind_web_acl_test

import data.checks.containment.public_endpoints_behind_web_acl as check
import data.checks.lib.expect

test_pass_each_kind if {
	answer := _answer("internet-facing", ["alb"], "acl", "acl")
	expect.verdicts(answer, {["111111111111", "pass"]})
	some finding in answer
	finding.seen == 3
}

test_fail_each_kind if expect.verdicts(_answer("internet-facing", [], "", null), {["alb", "fail"], ["E1", "fail"], ["a1/prod", "fail"]})

test_internal_load_balancer_is_not_public if {
	expect.verdicts(_answer("internal", [], "acl", "acl"), {["111111111111", "pass"]})
}

test_absent_nothing_public if {
	answer := check.findings with input as {
		"account": {"id": "111111111111"},
		"tables": {"elb_application_load_balancers": [], "cloudfront_distributions": [], "apigateway_stages": [], "wafv2_web_acls": []},
	}
	expect.verdicts(answer, {["111111111111", "not-applicable"]})
}

test_null_rows if expect.verdicts(_answer(null, null, null, null), {["alb", "fail"], ["E1", "fail"], ["a1/prod", "fail"]})

_answer(scheme, resources, site_acl, stage_acl) := answer if {
	answer := check.findings with input as {
		"account": {"id": "111111111111"},
		"tables": {
			"elb_application_load_balancers": [{"region": "us-east-1", "arn": "alb", "scheme": scheme}],
			"cloudfront_distributions": [{"id": "E1", "enabled": true, "web_acl_id": site_acl}, {"id": "E2", "enabled": false, "web_acl_id": ""}],
			"apigateway_stages": [{"region": "us-east-1", "rest_api_id": "a1", "name": "prod", "web_acl_arn": stage_acl}],
			"wafv2_web_acls": [{"region": "us-east-1", "arn": "acl", "associated_resources": resources}],
		},
	}
}
