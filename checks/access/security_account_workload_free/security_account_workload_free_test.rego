package checks.access.security_account_workload_free_test

import data.checks.access.security_account_workload_free as check
import data.checks.lib.expect

test_pass_tooling_only if {
	arns := ["arn:aws:s3:::findings", "arn:aws:lambda:us-east-1:222222222222:function:collect", "arn:aws:rds:us-east-1:222222222222:snapshot:evidence"]
	expect.verdicts(_answer("222222222222", arns), {["222222222222", "pass"]})
}

test_fail_load_balancer if {
	balancer := "arn:aws:elasticloadbalancing:us-east-1:222222222222:loadbalancer/app/shop/50dc6c495c0c9188"
	answer := _answer("222222222222", ["arn:aws:s3:::findings", balancer])
	expect.verdicts(answer, {[balancer, "fail"]})
	some finding in answer
	finding.region == "us-east-1"
}

test_fail_database if {
	expect.verdicts(
		_answer("222222222222", ["arn:aws:rds:us-east-1:222222222222:db:shop"]),
		{["arn:aws:rds:us-east-1:222222222222:db:shop", "fail"]},
	)
}

test_unknown_instance_needs_attestation if {
	instance := "arn:aws:ec2:us-east-1:222222222222:instance/i-0123456789abcdef0"
	answer := _answer("222222222222", [instance])
	expect.verdicts(answer, {[instance, "unknown"]})
	some finding in answer
	finding.reason == "needs-attestation"
}

test_not_applicable_other_account if {
	expect.verdicts(_answer("111111111111", ["arn:aws:rds:us-east-1:111111111111:db:shop"]), {["111111111111", "not-applicable"]})
}

test_absent_no_tagged_resource if expect.verdicts(_answer("222222222222", []), {["222222222222", "unknown"]})

test_null_tags if expect.verdicts(_answer("222222222222", ["arn:aws:s3:::findings"]), {["222222222222", "pass"]})

test_unknown_not_configured if {
	answer := check.findings with input as {
		"account": {"id": "222222222222"},
		"expectations": {"security-account": null},
		"tables": {"tagging_resources": []},
	}
	expect.verdicts(answer, {["222222222222", "unknown"]})
}

_answer(account, arns) := answer if {
	answer := check.findings with input as {
		"account": {"id": account},
		"expectations": {"security-account": "222222222222"},
		"tables": {"tagging_resources": [{"account_id": account, "region": "us-east-1", "arn": arn, "tags": null} |
			some arn in arns
		]},
	}
}
