package checks.logging.vpc_flow_logs_delivered_test

import data.checks.lib.expect
import data.checks.logging.vpc_flow_logs_delivered as check

test_pass_delivered if expect.verdicts(_asked([_flow_log({})]), {["111111111111", "pass"]})

test_fail_access_error if {
	flow_log := _flow_log({"deliver_logs_status": "FAILED", "deliver_logs_error_message": "Access error"})
	expect.verdicts(_asked([flow_log]), {["fl-1", "fail"]})
}

test_fail_rate_limited_though_successful if {
	expect.verdicts(_asked([_flow_log({"deliver_logs_error_message": "Rate limited"})]), {["fl-1", "fail"]})
}

test_absent_no_flow_log if expect.verdicts(_asked([]), {["111111111111", "not-applicable"]})

test_null_status if {
	expect.verdicts(_asked([_flow_log({"deliver_logs_status": null, "flow_log_status": null})]), {["fl-1", "fail"]})
}

_asked(flow_logs) := answer if {
	answer := check.findings with input as {
		"account": {"id": "111111111111", "regions": ["us-east-1"]},
		"tables": {"vpc_flow_logs": flow_logs},
	}
}

_flow_log(changes) := object.union(
	{
		"account_id": "111111111111",
		"region": "us-east-1",
		"flow_log_id": "fl-1",
		"resource_id": "vpc-1",
		"flow_log_status": "ACTIVE",
		"traffic_type": "ALL",
		"deliver_logs_status": "SUCCESS",
		"deliver_logs_error_message": null,
		"log_destination_type": "s3",
		"log_destination": "arn:aws:s3:::central-flow-logs",
		"log_group_name": null,
		"bucket_name": "central-flow-logs",
		"log_format": "${version} ${vpc-id} ${subnet-id} ${instance-id} ${tcp-flags} ${type} ${pkt-srcaddr} ${pkt-dstaddr} ${region} ${az-id} ${pkt-src-aws-service} ${pkt-dst-aws-service} ${flow-direction} ${traffic-path}",
		"max_aggregation_interval": 60,
	},
	changes,
)
