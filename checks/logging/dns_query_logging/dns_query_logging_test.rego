package checks.logging.dns_query_logging_test

import data.checks.lib.expect
import data.checks.logging.dns_query_logging as check

test_pass_associated if {
	expect.verdicts(_asked([_vpc({})], [_config({})], [_association({})]), {["111111111111", "pass"]})
}

test_pass_shared_configuration if {
	config := _config({"owner_id": "333333333333", "share_status": "SHARED_WITH_ME"})
	expect.verdicts(_asked([_vpc({})], [config], [_association({})]), {["111111111111", "pass"]})
}

test_fail_another_vpc_is_associated if {
	expect.verdicts(_asked([_vpc({})], [_config({})], [_association({"vpc_id": "vpc-2"})]), {["vpc-1", "fail"]})
}

test_fail_association_failed if {
	expect.verdicts(_asked([_vpc({})], [_config({})], [_association({"status": "FAILED"})]), {["vpc-1", "fail"]})
}

test_fail_configuration_failed if {
	expect.verdicts(_asked([_vpc({})], [_config({"status": "FAILED"})], [_association({})]), {["vpc-1", "fail"]})
}

test_absent_no_configuration if expect.verdicts(_asked([_vpc({})], [], []), {["vpc-1", "fail"]})

test_absent_no_vpc if expect.verdicts(_asked([], [], []), {["111111111111", "not-applicable"]})

test_null_status if {
	expect.verdicts(_asked([_vpc({})], [_config({"status": null})], [_association({"status": null})]), {["vpc-1", "fail"]})
}

_config(changes) := object.union(
	{"account_id": "111111111111", "region": "us-east-1", "id": "rqlc-1", "status": "CREATED", "owner_id": "111111111111", "share_status": "NOT_SHARED"},
	changes,
)

_association(changes) := object.union(
	{"account_id": "111111111111", "region": "us-east-1", "id": "rqlca-1", "config_id": "rqlc-1", "vpc_id": "vpc-1", "status": "ACTIVE", "error": null},
	changes,
)

_asked(vpcs, configs, associations) := answer if {
	answer := check.findings with input as {
		"account": {"id": "111111111111", "regions": ["us-east-1"]},
		"tables": {
			"vpc_vpcs": vpcs,
			"ec2_network_interfaces": [_interface({})],
			"route53_resolver_query_log_configs": configs,
			"route53_resolver_query_log_associations": associations,
		},
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
