package checks.containment.default_groups_closed_test

import data.checks.containment.default_groups_closed as check
import data.checks.lib.expect

test_pass_no_rules if expect.verdicts(_answer([_group({})], [_eni]), {["111111111111", "pass"]})

test_fail_rules_that_aws_makes if {
	group := _group({"ip_permissions": [{"IpProtocol": "-1", "UserIdGroupPairs": [{"GroupId": "sg-1"}]}], "ip_permissions_egress": [_all]})
	answer := _answer([group], [_eni])
	expect.verdicts(answer, {["sg-1", "fail"]})
	some finding in answer
	finding.evidence == {"interfaces": ["eni-1"], "count": 1}
}

test_fail_outbound_only if expect.verdicts(_answer([_group({"ip_permissions_egress": [_all]})], [_eni]), {["sg-1", "fail"]})

test_absent_nothing_in_the_vpc if {
	expect.verdicts(_answer([_group({"vpc_id": "vpc-2", "ip_permissions_egress": [_all]})], [_eni]), {["111111111111", "not-applicable"]})
}

test_absent_shared_vpc if {
	expect.verdicts(_answer([_group({"owner_id": "222222222222", "ip_permissions_egress": [_all]})], [_eni]), {["111111111111", "not-applicable"]})
}

test_absent_other_groups if {
	expect.verdicts(_answer([_group({"group_name": "apps", "ip_permissions_egress": [_all]})], [_eni]), {["111111111111", "not-applicable"]})
}

test_absent_nothing if expect.verdicts(_answer([], []), {["111111111111", "not-applicable"]})

test_null_row if {
	row := {"region": "eu-west-1", "group_id": "sg-1", "group_name": null, "vpc_id": null, "owner_id": null, "ip_permissions": null, "ip_permissions_egress": null}
	interface := {"region": "eu-west-1", "network_interface_id": null, "vpc_id": null, "security_group_ids": null}
	expect.verdicts(_answer([row], [interface]), {["sg-1", "unknown"]})
}

test_null_rules if expect.verdicts(_answer([_group({"ip_permissions": null})], [_eni]), {["sg-1", "unknown"]})

_all := {"IpProtocol": "-1", "IpRanges": [{"CidrIp": "0.0.0.0/0"}]}

_eni := {"region": "eu-west-1", "network_interface_id": "eni-1", "vpc_id": "vpc-1", "security_group_ids": ["sg-1"]}

_group(changes) := object.union(
	{
		"region": "eu-west-1", "group_id": "sg-1", "group_name": "default", "vpc_id": "vpc-1", "owner_id": "111111111111",
		"ip_permissions": [], "ip_permissions_egress": [],
	},
	changes,
)

_answer(groups, interfaces) := answer if {
	answer := check.findings with input as {
		"account": {"id": "111111111111"},
		"tables": {"vpc_security_groups": groups, "ec2_network_interfaces": interfaces},
	}
}
