package checks.containment.quarantine_groups_idle_test

import data.checks.containment.quarantine_groups_idle as check
import data.checks.lib.expect

test_pass_idle if expect.verdicts(_answer([_quarantine, _group({})], [_eni({})]), {["111111111111", "pass"]})

test_fail_attached if {
	answer := _answer([_quarantine], [_eni({"security_group_ids": ["sg-1", "sg-q"]})])
	expect.verdicts(answer, {["sg-q", "fail"]})
	some finding in answer
	finding.evidence == {"interfaces": ["eni-1"], "count": 1}
}

test_fail_named_by_a_rule[direction] if {
	some direction in ["ip_permissions", "ip_permissions_egress"]
	expect.verdicts(_answer([_quarantine, _group({direction: [_rule("-1", null)]})], []), {["sg-q", "fail"]})
}

test_fail_named_by_itself if {
	expect.verdicts(_answer([object.union(_quarantine, {"ip_permissions": [_rule("-1", null)]})], []), {["sg-q", "fail"]})
}

test_pass_named_by_endpoints if {
	expect.verdicts(_answer([_quarantine, _group({"ip_permissions": [_rule("tcp", 443)]})], []), {["111111111111", "pass"]})
}

test_fail_attached_and_named_says_both if {
	answer := _answer([_quarantine, _group({"ip_permissions": [_rule("tcp", 22)]})], [_eni({"security_group_ids": ["sg-q"]})])
	count(answer) == 2
}

test_absent_no_such_group if expect.verdicts(_answer([_group({})], [_eni({})]), {["111111111111", "not-applicable"]})

test_absent_nothing if expect.verdicts(_answer([], []), {["111111111111", "not-applicable"]})

test_null_group if {
	row := {"region": "eu-west-1", "group_id": "sg-2", "group_name": null, "ip_permissions": null, "ip_permissions_egress": null}
	expect.verdicts(_answer([_quarantine, row], []), {["sg-2", "unknown"]})
}

test_null_interface if {
	expect.verdicts(_answer([_quarantine], [{"region": "eu-west-1", "network_interface_id": "eni-1", "security_group_ids": null}]), {["eni-1", "unknown"]})
}

_quarantine := _group({"group_id": "sg-q", "group_name": "Quarantine-Deny"})

_group(changes) := object.union({"region": "eu-west-1", "group_id": "sg-1", "group_name": "apps", "ip_permissions": [], "ip_permissions_egress": []}, changes)

_rule(protocol, port) := {"IpProtocol": protocol, "FromPort": port, "ToPort": port, "IpRanges": [], "UserIdGroupPairs": [{"GroupId": "sg-q"}]}

_eni(changes) := object.union({"region": "eu-west-1", "network_interface_id": "eni-1", "security_group_ids": ["sg-1"]}, changes)

_answer(groups, interfaces) := answer if {
	answer := check.findings with input as {
		"account": {"id": "111111111111"},
		"tables": {"vpc_security_groups": groups, "ec2_network_interfaces": interfaces},
	}
}
