package checks.containment.network_acls_have_room_test

import data.checks.containment.network_acls_have_room as check
import data.checks.lib.expect

test_pass_first_rule_is_100 if expect.verdicts(_answer([_acl({})]), {["111111111111", "pass"]})

test_pass_nothing_is_allowed if {
	expect.verdicts(_answer([_acl({"entries": [_rule(false, 32767, "deny"), _rule(true, 32767, "deny")]})]), {["111111111111", "pass"]})
}

test_pass_nineteen_rules if expect.verdicts(_answer([_acl({"entries": _many(19)})]), {["111111111111", "pass"]})

test_fail_twenty_rules if expect.verdicts(_answer([_acl({"entries": _many(20)})]), {["acl-1", "fail"]})

test_unknown_raised_quota if expect.verdicts(_answer([_acl({"entries": _many(21)})]), {["acl-1", "unknown"]})

test_fail_forty_rules if expect.verdicts(_answer([_acl({"entries": _many(40)})]), {["acl-1", "fail"]})

test_pass_families_count_apart if {
	other := [object.union(object.remove(rule, ["CidrBlock"]), {"Ipv6CidrBlock": "::/0", "RuleNumber": rule.RuleNumber + 500}) | some rule in _many(15)]
	expect.verdicts(_answer([_acl({"entries": array.concat(_many(15), other)})]), {["111111111111", "pass"]})
}

test_fail_first_rule_is_1 if {
	answer := _answer([_acl({"entries": [_rule(false, 100, "allow"), _rule(true, 1, "allow")]})])
	expect.verdicts(answer, {["acl-1", "fail"]})
	some finding in answer
	finding.message == "has no room for deny rules: no two free numbers below the first allow rule out"
}

test_fail_numbers_below_are_taken if {
	entries := [_rule(false, 1, "deny"), _rule(false, 2, "deny"), _rule(false, 4, "allow")]
	expect.verdicts(_answer([_acl({"entries": entries})]), {["acl-1", "fail"]})
}

test_pass_two_numbers_are_free if {
	entries := [_rule(false, 1, "deny"), _rule(false, 4, "allow")]
	expect.verdicts(_answer([_acl({"entries": entries})]), {["111111111111", "pass"]})
}

test_absent_nothing_in_the_subnet if {
	expect.verdicts(_answer([_acl({"subnet_ids": ["subnet-2"]})]), {["111111111111", "not-applicable"]})
}

test_absent_no_acl if expect.verdicts(_answer([]), {["111111111111", "not-applicable"]})

test_null_row if {
	row := {"region": "eu-west-1", "network_acl_id": "acl-1", "vpc_id": null, "is_default": null, "subnet_ids": null, "entries": null}
	expect.verdicts(_answer([row]), {["acl-1", "unknown"]})
}

test_null_entries if expect.verdicts(_answer([_acl({"entries": null})]), {["acl-1", "unknown"]})

_acl(changes) := object.union(
	{
		"region": "eu-west-1", "network_acl_id": "acl-1", "vpc_id": "vpc-1", "is_default": true, "subnet_ids": ["subnet-1"],
		"entries": [_rule(false, 100, "allow"), _rule(true, 100, "allow"), _rule(false, 32767, "deny"), _rule(true, 32767, "deny")],
	},
	changes,
)

_many(count_of_rules) := [_rule(false, 100 + i, "allow") | some i in numbers.range(1, count_of_rules)]

_rule(egress, number, action) := {"Egress": egress, "RuleNumber": number, "RuleAction": action, "Protocol": "-1", "CidrBlock": "0.0.0.0/0", "Ipv6CidrBlock": null}

_answer(acls) := answer if {
	interfaces := [{"region": "eu-west-1", "network_interface_id": "eni-1", "subnet_id": "subnet-1"}, {"region": null, "network_interface_id": null, "subnet_id": null}]
	answer := check.findings with input as {"account": {"id": "111111111111"}, "tables": {"vpc_network_acls": acls, "ec2_network_interfaces": interfaces}}
}
