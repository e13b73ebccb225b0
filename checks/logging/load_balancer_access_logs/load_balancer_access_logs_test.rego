package checks.logging.load_balancer_access_logs_test

import data.checks.lib.expect
import data.checks.logging.load_balancer_access_logs as check

test_pass_each_kind if {
	answer := _answer([_elb("a", "true", "logs")], [_elb("n", "true", "logs")], [_classic(true, "logs")])
	expect.verdicts(answer, {["111111111111", "pass"]})
	some finding in answer
	finding.seen == 3
}

test_fail_each_kind if {
	answer := _answer([_elb("a", "false", "")], [_elb("n", "false", "")], [_classic(false, null)])
	expect.verdicts(answer, {["a", "fail"], ["n", "fail"], ["classic", "fail"]})
}

test_fail_no_bucket if expect.verdicts(_answer([_elb("a", "true", "")], [], []), {["a", "fail"]})

test_not_applicable_network_without_tls if expect.verdicts(_answer([], [_elb("plain", "false", "")], []), {["111111111111", "not-applicable"]})

test_absent_no_load_balancer if expect.verdicts(_answer([], [], []), {["111111111111", "not-applicable"]})

test_null_rows if {
	expect.verdicts(_answer([_elb("a", null, null)], [_elb("n", null, null)], [_classic(null, null)]), {["a", "fail"], ["n", "fail"], ["classic", "fail"]})
}

_answer(application, network, classic) := answer if {
	answer := check.findings with input as {
		"account": {"id": "111111111111"},
		"tables": {
			"elb_application_load_balancer_logging": application,
			"elb_network_load_balancer_logging": network,
			"elb_classic_load_balancer_logging": classic,
			"elb_listeners": [
				{"region": "us-east-1", "load_balancer_arn": "n", "protocol": "TLS"},
				{"region": "us-east-1", "load_balancer_arn": "plain", "protocol": "TCP"},
				{"region": "us-east-1", "load_balancer_arn": null, "protocol": null},
			],
		},
	}
}

_elb(id, logs, bucket) := {"region": "us-east-1", "arn": id, "name": id, "access_logs": logs, "access_log_bucket": bucket}

_classic(logs, bucket) := {"region": "us-east-1", "name": "classic", "access_log_enabled": logs, "access_log_s3_bucket_name": bucket}
