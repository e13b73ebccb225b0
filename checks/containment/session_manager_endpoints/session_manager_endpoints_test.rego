package checks.containment.session_manager_endpoints_test

import data.checks.containment.session_manager_endpoints as check
import data.checks.lib.expect

test_pass_both_endpoints if expect.verdicts(_answer([_instance({})], _both({}), [_group({})]), {["111111111111", "pass"]})

test_pass_from_a_group_for_quarantine if {
	groups := [
		_group({"ip_permissions": [_https({"UserIdGroupPairs": [{"GroupId": "sg-q"}]})]}),
		_group({"group_id": "sg-q", "group_name": "quarantine", "ip_permissions": []}),
	]
	expect.verdicts(_answer([_instance({})], _both({}), groups), {["111111111111", "pass"]})
}

test_pass_all_traffic if {
	groups := [_group({"ip_permissions": [{"IpProtocol": "-1", "FromPort": null, "ToPort": null, "IpRanges": [{"CidrIp": "0.0.0.0/0"}]}]})]
	expect.verdicts(_answer([_instance({})], _both({}), groups), {["111111111111", "pass"]})
}

test_pass_policy_for_the_organization if {
	document := {"Statement": [{"Effect": "Allow", "Action": ["*"], "Resource": ["*"], "Principal": {"AWS": ["*"]}, "Condition": {"StringEquals": {"aws:principalorgid": ["o-1"]}}}]}
	expect.verdicts(_answer([_instance({})], _both({"policy_std": document}), [_group({})]), {["111111111111", "pass"]})
}

test_fail_no_endpoint if expect.verdicts(_answer([_instance({})], [], []), {["vpc-1", "fail"]})

test_fail_one_is_missing if {
	answer := _answer([_instance({})], [_endpoint("ssm", {})], [_group({})])
	expect.verdicts(answer, {["vpc-1", "fail"]})
	some finding in answer
	finding.evidence.endpoints == ["vpce-ssm"]
	endswith(finding.message, "for ssmmessages")
}

test_fail_does_not_work[name] if {
	some name, changes in {
		"pending": {"state": "pending"},
		"names": {"private_dns_enabled": false},
		"policy": {"policy_std": {"Statement": [{"Effect": "Allow", "Action": ["s3:*"], "Resource": ["*"]}]}},
	}
	expect.verdicts(_answer([_instance({})], _both(changes), [_group({})]), {["vpc-1", "fail"]})
}

test_fail_other_sources[name] if {
	some name, permission in {
		"group": _https({"UserIdGroupPairs": [{"GroupId": "sg-apps"}]}),
		"subnet": _https({"IpRanges": [{"CidrIp": "10.0.1.0/24"}]}),
		"port": {"IpProtocol": "tcp", "FromPort": 80, "ToPort": 80, "IpRanges": [{"CidrIp": "10.0.0.0/8"}]},
		"udp": {"IpProtocol": "udp", "FromPort": 443, "ToPort": 443, "IpRanges": [{"CidrIp": "10.0.0.0/8"}]},
	}
	expect.verdicts(_answer([_instance({})], _both({}), [_group({"ip_permissions": [permission]})]), {["vpc-1", "fail"]})
}

test_unknown_group_of_another_account if expect.verdicts(_answer([_instance({})], _both({}), []), {["vpc-1", "unknown"]})

test_unknown_policy if expect.verdicts(_answer([_instance({})], _both({"policy_std": null}), [_group({})]), {["vpc-1", "unknown"]})

test_absent_shared_vpc if {
	expect.verdicts(_answer([_instance({"vpc_id": "vpc-shared"})], [], []), {["111111111111", "not-applicable"]})
}

test_absent_stopped if {
	expect.verdicts(_answer([_instance({"instance_state": "stopped"})], [], []), {["111111111111", "not-applicable"]})
}

test_absent_no_instance if expect.verdicts(_answer([], [], []), {["111111111111", "not-applicable"]})

test_null_rows if {
	endpoint := object.union({"region": "eu-west-1"}, {column: null |
		some column in ["vpc_endpoint_id", "service_name", "vpc_id", "vpc_endpoint_type", "state", "private_dns_enabled", "policy_std", "security_group_ids"]
	})
	group := {"region": "eu-west-1", "group_id": null, "group_name": null, "vpc_id": null, "ip_permissions": null}
	expect.verdicts(_answer([_instance({"instance_state": null, "vpc_id": null})], [endpoint], [group]), {["i-1", "unknown"]})
}

test_null_vpc if expect.verdicts(_answer([_instance({"vpc_id": null})], [], []), {["i-1", "unknown"]})

_instance(changes) := object.union({"region": "eu-west-1", "instance_id": "i-1", "instance_state": "running", "vpc_id": "vpc-1"}, changes)

_both(changes) := [_endpoint("ssm", changes), _endpoint("ssmmessages", changes)]

_endpoint(service, changes) := object.union(
	{
		"region": "eu-west-1", "vpc_endpoint_id": sprintf("vpce-%s", [service]), "vpc_id": "vpc-1", "state": "available",
		"service_name": sprintf("com.amazonaws.eu-west-1.%s", [service]), "vpc_endpoint_type": "Interface",
		"private_dns_enabled": true, "security_group_ids": ["sg-1"],
		"policy_std": {"Statement": [{"Effect": "Allow", "Action": ["*"], "Resource": ["*"], "Principal": {"AWS": ["*"]}}]},
	},
	changes,
)

_group(changes) := object.union(
	{
		"region": "eu-west-1", "group_id": "sg-1", "group_name": "endpoints", "vpc_id": "vpc-1",
		"ip_permissions": [_https({"IpRanges": [{"CidrIp": "10.0.0.0/8"}]})],
	},
	changes,
)

_https(source) := object.union({"IpProtocol": "tcp", "FromPort": 443, "ToPort": 443, "IpRanges": [], "UserIdGroupPairs": []}, source)

_answer(instances, endpoints, groups) := answer if {
	vpcs := [
		{"region": "eu-west-1", "vpc_id": "vpc-1", "cidr_block": "10.0.0.0/16", "owner_id": "111111111111"},
		{"region": "eu-west-1", "vpc_id": "vpc-shared", "cidr_block": "10.1.0.0/16", "owner_id": "222222222222"},
		{"region": "eu-west-1", "vpc_id": null, "cidr_block": null, "owner_id": null},
	]
	answer := check.findings with input as {
		"account": {"id": "111111111111"},
		"tables": {"ec2_instances": instances, "vpc_vpcs": vpcs, "vpc_endpoints": endpoints, "vpc_security_groups": groups},
	}
}
