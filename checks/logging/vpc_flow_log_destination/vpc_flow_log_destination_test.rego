package checks.logging.vpc_flow_log_destination_test

import data.checks.lib.expect
import data.checks.logging.vpc_flow_log_destination as check

test_pass_bucket_elsewhere if expect.verdicts(_asked([_flow_log({})]), {["111111111111", "pass"]})

test_not_applicable_failed if {
	expect.verdicts(_asked([_flow_log({"flow_log_status": "FAILED"})]), {["111111111111", "not-applicable"]})
}

test_fail_own_bucket if {
	expect.verdicts(_asked([_flow_log({"bucket_name": "own-bucket/prefix"})]), {["fl-1", "fail"]})
}

test_pass_log_group_with_subscription if {
	flow_log := _flow_log({"log_destination_type": "cloud-watch-logs", "log_group_name": "flow", "bucket_name": null})
	expect.verdicts(_asked([flow_log]), {["111111111111", "pass"]})
}

test_fail_log_group_without_subscription if {
	flow_log := _flow_log({"log_destination_type": "cloud-watch-logs", "log_group_name": "other", "bucket_name": null})
	expect.verdicts(_asked([flow_log]), {["fl-1", "fail"]})
}

test_fail_subscription_of_a_log_group_of_the_same_name_elsewhere if {
	flow_log := _flow_log({"region": "eu-west-1", "log_destination_type": "cloud-watch-logs", "log_group_name": "flow", "bucket_name": null, "log_destination": "arn:aws:logs:eu-west-1:111111111111:log-group:flow"})
	expect.verdicts(_asked([flow_log]), {["fl-1", "fail"]})
}

test_pass_log_group_of_another_account if {
	flow_log := _flow_log({"log_destination_type": "cloud-watch-logs", "log_group_name": "other", "bucket_name": null, "log_destination": "arn:aws:logs:us-east-1:333333333333:log-group:other"})
	expect.verdicts(_asked([flow_log]), {["111111111111", "pass"]})
}

test_pass_delivery_stream if {
	flow_log := _flow_log({"log_destination_type": "kinesis-data-firehose", "bucket_name": null, "log_destination": "arn:aws:firehose:us-east-1:111111111111:deliverystream/siem"})
	expect.verdicts(_asked([flow_log]), {["111111111111", "pass"]})
}

test_pass_own_bucket_of_the_log_archive if {
	answer := check.findings with input as object.union(_input([_flow_log({"bucket_name": "own-bucket"})]), {"expectations": {"log-archive-account": "111111111111"}})
	expect.verdicts(answer, {["111111111111", "pass"]})
}

test_own_bucket_of_the_security_account[name] if {
	some name, c in {
		"which keeps all logs": [null, {["111111111111", "pass"]}],
		"beside a log archive": ["333333333333", {["fl-1", "fail"]}],
	}
	answer := check.findings with input as object.union(_input([_flow_log({"bucket_name": "own-bucket"})]), {"expectations": {"log-archive-account": c[0], "security-account": "111111111111"}})
	expect.verdicts(answer, c[1])
}

test_fail_long_interval if expect.verdicts(_asked([_flow_log({"max_aggregation_interval": 900})]), {["fl-1", "fail"]})

test_absent_no_flow_log if expect.verdicts(_asked([]), {["111111111111", "not-applicable"]})

test_null_destination if {
	flow_log := _flow_log({"log_destination_type": null, "log_destination": null, "bucket_name": null, "max_aggregation_interval": null})
	expect.verdicts(_asked([flow_log]), {["fl-1", "fail"]})
}

_asked(flow_logs) := answer if {
	answer := check.findings with input as _input(flow_logs)
}

_input(flow_logs) := {
	"account": {"id": "111111111111", "regions": ["us-east-1"]},
	"expectations": {"log-archive-account": "333333333333"},
	"tables": {
		"vpc_flow_logs": flow_logs,
		"s3_buckets": [{"account_id": "111111111111", "name": "own-bucket"}],
		"logs_subscription_filters": [{"account_id": "111111111111", "region": "us-east-1", "name": "siem", "log_group_name": "flow"}],
	},
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
