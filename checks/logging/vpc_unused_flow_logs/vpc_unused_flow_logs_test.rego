package checks.logging.vpc_unused_flow_logs_test

import data.checks.lib.expect
import data.checks.logging.vpc_unused_flow_logs as check

test_pass_recorded if expect.verdicts(_asked([_vpc({})], [], [_flow_log({})]), {["111111111111", "pass"]})

test_fail_not_recorded if expect.verdicts(_asked([_vpc({})], [], []), {["vpc-1", "fail"]})

test_not_applicable_vpc_in_use if {
	expect.verdicts(_asked([_vpc({})], [_interface({})], []), {["111111111111", "not-applicable"]})
}

test_absent_no_vpc if expect.verdicts(_asked([], [], []), {["111111111111", "not-applicable"]})

test_null_flow_log if {
	expect.verdicts(_asked([_vpc({})], [], [_flow_log({"resource_id": null, "flow_log_status": null})]), {["vpc-1", "fail"]})
}

_asked(vpcs, interfaces, flow_logs) := answer if {
	answer := check.findings with input as {
		"account": {"id": "111111111111", "regions": ["us-east-1"]},
		"tables": {"vpc_vpcs": vpcs, "ec2_network_interfaces": interfaces, "vpc_flow_logs": flow_logs},
	}
}

_vpc(changes) := object.union(
	{"account_id": "111111111111", "region": "us-east-1", "vpc_id": "vpc-1", "cidr_block": "10.0.0.0/16", "is_default": false, "state": "available", "owner_id": "111111111111", "tags": null},
	changes,
)

_interface(changes) := object.union(
	{"account_id": "111111111111", "region": "us-east-1", "network_interface_id": "eni-1", "vpc_id": "vpc-1", "subnet_id": "subnet-1"},
	changes,
)

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
