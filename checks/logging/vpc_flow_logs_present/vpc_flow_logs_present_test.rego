package checks.logging.vpc_flow_logs_present_test

import data.checks.lib.expect
import data.checks.logging.vpc_flow_logs_present as check

test_pass_on_the_vpc if expect.verdicts(_asked([_vpc({})], [_interface({})], [_flow_log({})]), {["111111111111", "pass"]})

test_pass_on_every_subnet if {
	flow_logs := [_flow_log({"resource_id": "subnet-1"}), _flow_log({"flow_log_id": "fl-2", "resource_id": "subnet-2"})]
	interfaces := [_interface({}), _interface({"network_interface_id": "eni-2", "subnet_id": "subnet-2"})]
	expect.verdicts(_asked([_vpc({})], interfaces, flow_logs), {["111111111111", "pass"]})
}

test_fail_one_subnet_left_out if {
	interfaces := [_interface({}), _interface({"network_interface_id": "eni-2", "subnet_id": "subnet-2"})]
	expect.verdicts(_asked([_vpc({})], interfaces, [_flow_log({"resource_id": "subnet-1"})]), {["vpc-1", "fail"]})
}

test_fail_flow_log_is_not_active if {
	expect.verdicts(_asked([_vpc({})], [_interface({})], [_flow_log({"flow_log_status": "FAILED"})]), {["vpc-1", "fail"]})
}

test_fail_default_vpc_in_use if {
	expect.verdicts(_asked([_vpc({"is_default": true})], [_interface({})], []), {["vpc-1", "fail"]})
}

test_not_applicable_shared_vpc_is_judged_by_its_owner if {
	answer := _asked([_vpc({"owner_id": "999999999999"})], [_interface({})], [])
	expect.verdicts(answer, {["111111111111", "not-applicable"]})
}

test_absent_no_vpc if expect.verdicts(_asked([], [], []), {["111111111111", "not-applicable"]})

test_null_flow_log if {
	flow_log := _flow_log({"resource_id": null, "flow_log_status": null})
	expect.verdicts(_asked([_vpc({})], [_interface({})], [flow_log]), {["vpc-1", "fail"]})
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
