# METADATA
# title: SSH and RDP are not open to the whole world
# description: No security group that is on a network interface lets in TCP 22 or 3389 from 0.0.0.0/0 or ::/0, nor from parts of them that are larger than anybody's own network, such as their halves.
# related_resources:
#   - ref: https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html
# schemas:
#   - input: schema.checks.containment.admin_ports_closed
# custom:
#   severity: high
#   scope: account
#   inventory: [vpc_security_groups, ec2_network_interfaces]
#   partial: region
#   requirements: [IAC-07]
#   risk: A leaked key pair or a weak password is a way in that leaves no event in CloudTrail.
#   fix: Take the rule away and go in through Session Manager or EC2 Instance Connect Endpoint.
#   frameworks:
#     cis-aws-5.0: ["5.3", "5.4"]
#     nist-800-61r3: [PR.IR-01]
package checks.containment.admin_ports_closed

import future.keywords.not

import data.checks.lib.result
import data.checks.lib.tally

findings contains result.not_applicable(input.account.id, "has no security group on a network interface") if {
	count(_used) == 0
	count([1 | some group in input.tables.vpc_security_groups; not is_array(group.ip_permissions)]) == 0
}

findings contains result.in_region(result.unknown(group.group_id, "does not tell what it lets in"), group.region) if {
	some group in input.tables.vpc_security_groups
	not is_array(group.ip_permissions)
}

findings contains finding if {
	some group in input.tables.vpc_security_groups
	[group.region, group.group_id] in _used
	ports := _open_ports(group.ip_permissions)
	count(ports) > 0
	message := sprintf("lets the whole world in to port %s", [concat(" and ", [sprintf("%d", [port]) | some port in ports])])
	evidence := {"group_name": group.group_name, "vpc_id": group.vpc_id, "ports": ports}
	finding := result.in_region(result.with_evidence(result.fail(group.group_id, message), evidence), group.region)
}

findings contains finding if {
	some finding in tally.passes(input.account.id, _good, "security groups in use keep SSH and RDP closed to the world")
}

_good contains [group.region, group.group_id] if {
	some group in input.tables.vpc_security_groups
	[group.region, group.group_id] in _used
	is_array(group.ip_permissions)
	count(_open_ports(group.ip_permissions)) == 0
}

_used contains [eni.region, group_id] if {
	some eni in input.tables.ec2_network_interfaces
	some group_id in eni.security_group_ids
}

_open_ports(permissions) := sort({port |
	some permission in permissions
	_is_world(permission)
	some port in [22, 3389]
	_reaches(permission.IpProtocol, object.get(permission, "FromPort", null), object.get(permission, "ToPort", null), port)
})

# Two halves are the world as well; no network of its own that anybody has is as large as these.
_is_world(permission) if {
	some range in permission.IpRanges
	is_string(range.CidrIp)
	regex.match(`/[0-7]$`, range.CidrIp)
}

_is_world(permission) if {
	some range in permission.Ipv6Ranges
	is_string(range.CidrIpv6)
	regex.match(`/[0-9]$`, range.CidrIpv6)
}

_reaches("-1", _, _, _)

_reaches(protocol, from, to, port) if {
	protocol in {"tcp", "6"}
	is_number(from)
	is_number(to)
	from <= port
	port <= to
}
