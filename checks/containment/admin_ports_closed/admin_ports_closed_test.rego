package checks.containment.admin_ports_closed_test

import data.checks.containment.admin_ports_closed as check
import data.checks.lib.expect

test_pass_https if expect.verdicts(_answer([_group([_rule("tcp", 443, 443, "0.0.0.0/0")])], ["sg-1"]), {["111111111111", "pass"]})

test_pass_ssh_from_inside if expect.verdicts(_answer([_group([_rule("tcp", 22, 22, "10.0.0.0/8")])], ["sg-1"]), {["111111111111", "pass"]})

test_pass_udp if expect.verdicts(_answer([_group([_rule("udp", 0, 65535, "0.0.0.0/0")])], ["sg-1"]), {["111111111111", "pass"]})

test_fail_ssh if {
	answer := _answer([_group([_rule("tcp", 22, 22, "0.0.0.0/0")])], ["sg-1"])
	expect.verdicts(answer, {["sg-1", "fail"]})
	some finding in answer
	finding.evidence.ports == [22]
}

test_fail_range_and_everything[rule] if {
	some rule in [_rule("tcp", 0, 65535, "0.0.0.0/0"), _rule("-1", null, null, "0.0.0.0/0"), _rule("tcp", 3000, 4000, "0.0.0.0/0")]
	expect.verdicts(_answer([_group([rule])], ["sg-1"]), {["sg-1", "fail"]})
}

test_fail_most_of_the_world[cidr] if {
	some cidr in ["0.0.0.0/1", "128.0.0.0/1", "64.0.0.0/2"]
	expect.verdicts(_answer([_group([_rule("tcp", 22, 22, cidr)])], ["sg-1"]), {["sg-1", "fail"]})
}

test_fail_all_public_ipv6 if {
	rule := {"IpProtocol": "tcp", "FromPort": 22, "ToPort": 22, "IpRanges": [], "Ipv6Ranges": [{"CidrIpv6": "2000::/3"}]}
	expect.verdicts(_answer([_group([rule])], ["sg-1"]), {["sg-1", "fail"]})
}

test_pass_networks_of_somebody if {
	rule := {"IpProtocol": "tcp", "FromPort": 22, "ToPort": 22, "IpRanges": [{"CidrIp": "172.16.0.0/12"}, {"CidrIp": "198.51.100.7/32"}], "Ipv6Ranges": [{"CidrIpv6": "2001:db8::/32"}]}
	expect.verdicts(_answer([_group([rule])], ["sg-1"]), {["111111111111", "pass"]})
}

test_fail_ipv6 if {
	rule := {"IpProtocol": "tcp", "FromPort": 22, "ToPort": 22, "IpRanges": [], "Ipv6Ranges": [{"CidrIpv6": "::/0"}]}
	expect.verdicts(_answer([_group([rule])], ["sg-1"]), {["sg-1", "fail"]})
}

test_absent_group_on_nothing if expect.verdicts(_answer([_group([_rule("tcp", 22, 22, "0.0.0.0/0")])], []), {["111111111111", "not-applicable"]})

test_absent_no_group if expect.verdicts(_answer([], []), {["111111111111", "not-applicable"]})

test_null_row if expect.verdicts(_answer([_group(null)], ["sg-1"]), {["sg-1", "unknown"]})

_rule(protocol, from, to, cidr) := {"IpProtocol": protocol, "FromPort": from, "ToPort": to, "IpRanges": [{"CidrIp": cidr}], "Ipv6Ranges": []}

_group(permissions) := {"region": "eu-west-1", "group_id": "sg-1", "group_name": "app", "vpc_id": "vpc-1", "ip_permissions": permissions}

_answer(groups, used) := answer if {
	answer := check.findings with input as {
		"account": {"id": "111111111111"},
		"tables": {
			"vpc_security_groups": groups,
			"ec2_network_interfaces": [{"region": "eu-west-1", "network_interface_id": "eni-1", "security_group_ids": used}],
		},
	}
}
