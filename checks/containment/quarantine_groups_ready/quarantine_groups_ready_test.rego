package checks.containment.quarantine_groups_ready_test

import data.checks.containment.quarantine_groups_ready as check
import data.checks.lib.expect

test_pass_pair_is_there if expect.verdicts(_answer([_isolate, _untrack], []), {["111111111111", "pass"]})

test_pass_responder_can_make_it if expect.verdicts(_answer([], ["ec2:*securitygroup*"]), {["111111111111", "pass"]})

test_fail_isolation_only if expect.verdicts(_answer([_isolate], []), {["vpc-1", "fail"]})

test_fail_default_egress_is_no_isolation if {
	group := object.union(_isolate, {"ip_permissions_egress": [{"IpProtocol": "-1", "IpRanges": [{"CidrIp": "0.0.0.0/0"}], "Ipv6Ranges": []}]})
	expect.verdicts(_answer([group, _untrack], []), {["vpc-1", "fail"]})
}

test_fail_untracking_without_ipv6 if {
	group := object.union(_untrack, {"ip_permissions": [{"IpProtocol": "-1", "IpRanges": [{"CidrIp": "0.0.0.0/0"}], "Ipv6Ranges": []}]})
	expect.verdicts(_answer([_isolate, group], []), {["vpc-1", "fail"]})
}

test_fail_pair_of_another_vpc if {
	groups := [object.union(group, {"vpc_id": "vpc-2"}) | some group in [_isolate, _untrack]]
	expect.verdicts(_answer(groups, []), {["vpc-1", "fail"]})
}

test_fail_responder_lacks_egress if {
	expect.verdicts(_answer([], ["ec2:createsecuritygroup", "ec2:authorizesecuritygroupingress"]), {["vpc-1", "fail"]})
}

test_fail_responder_makes_groups_in_no_vpc if {
	tables := object.union(_input([], ["ec2:*"]).tables, {"iam_role_policies": [{
		"arn": _role_arn, "name": "incident-responder", "attached_policy_arns": null,
		"inline_policies_std": [{"PolicyName": "p", "PolicyDocument": {"Statement": [{"Effect": "Allow", "Action": ["ec2:*"], "Resource": ["arn:aws:ec2:*:*:security-group/*"]}]}}],
	}]})
	answer := check.findings with input as object.union(_input([], []), {"tables": tables})
	expect.verdicts(answer, {["vpc-1", "fail"]})
}

test_fail_not_configured if {
	answer := check.findings with input as object.union(_input([], []), {"expectations": {"responder-role": null}})
	expect.verdicts(answer, {["vpc-1", "fail"]})
}

test_unknown_policy_not_read if {
	tables := object.union(_input([], ["ec2:*"]).tables, {"iam_role_policies": [{"arn": _role_arn, "name": "incident-responder", "inline_policies_std": null, "attached_policy_arns": ["arn:aws:iam::aws:policy/X"]}]})
	answer := check.findings with input as object.union(_input([], []), {"tables": tables})
	expect.verdicts(answer, {["vpc-1", "unknown"]})
}

test_absent_no_interface if {
	tables := object.union(_input([], []).tables, {"ec2_network_interfaces": []})
	answer := check.findings with input as object.union(_input([], []), {"tables": tables})
	expect.verdicts(answer, {["111111111111", "not-applicable"]})
}

test_null_group if {
	group := {"region": "eu-west-1", "group_id": "sg-1", "vpc_id": "vpc-1", "ip_permissions": null, "ip_permissions_egress": null}
	expect.verdicts(_answer([group], []), {["vpc-1", "unknown"]})
}

test_null_interface if {
	tables := object.union(_input([], []).tables, {"ec2_network_interfaces": [{"region": "eu-west-1", "vpc_id": null}]})
	answer := check.findings with input as object.union(_input([], []), {"tables": tables})
	expect.verdicts(answer, {["111111111111", "unknown"]})
}

_everything := [
	{"IpProtocol": "-1", "IpRanges": [{"CidrIp": "0.0.0.0/0"}], "Ipv6Ranges": []},
	{"IpProtocol": "-1", "IpRanges": [], "Ipv6Ranges": [{"CidrIpv6": "::/0"}]},
]

_isolate := {"region": "eu-west-1", "group_id": "sg-1", "vpc_id": "vpc-1", "ip_permissions": [], "ip_permissions_egress": []}

_untrack := {"region": "eu-west-1", "group_id": "sg-2", "vpc_id": "vpc-1", "ip_permissions": _everything, "ip_permissions_egress": _everything}

_role_arn := "arn:aws:iam::111111111111:role/incident-responder"

_answer(groups, actions) := answer if {
	answer := check.findings with input as _input(groups, actions)
}

_input(groups, actions) := {
	"account": {"id": "111111111111", "partition": "aws"},
	"organization": {"id": "o-example"},
	"expectations": {"responder-role": {"name": "incident-responder"}},
	"tables": {
		"vpc_security_groups": groups,
		"ec2_network_interfaces": [{"region": "eu-west-1", "vpc_id": "vpc-1"}],
		"iam_role_policies": [{
			"arn": _role_arn, "name": "incident-responder", "attached_policy_arns": null,
			"inline_policies_std": [{"PolicyName": "p", "PolicyDocument": {"Statement": [{"Effect": "Allow", "Action": actions, "Resource": ["*"]}]}}],
		}],
		"iam_role_details": [{"arn": _role_arn, "name": "incident-responder", "permissions_boundary_arn": null}],
		"iam_policies_attached": [],
	},
}
