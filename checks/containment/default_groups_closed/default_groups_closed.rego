# METADATA
# title: Default security groups let nothing through
# description: The default security group of every own VPC with network interfaces has no rule, inbound or outbound.
# related_resources:
#   - ref: https://docs.aws.amazon.com/vpc/latest/userguide/default-security-group.html
# schemas:
#   - input: schema.checks.containment.default_groups_closed
# custom:
#   severity: medium
#   scope: account
#   inventory: [vpc_security_groups, ec2_network_interfaces]
#   partial: region
#   requirements: [IAC-08]
#   risk: All that was started without a thought for its group reaches everything else that was.
#   fix: Give what stands in the default group a group of its own, and delete the rules of the default group.
package checks.containment.default_groups_closed

import future.keywords.not

import data.checks.lib.result
import data.checks.lib.tally

findings contains result.not_applicable(input.account.id, "has no network interface in a VPC of its own") if {
	count(_judged) == 0
	count(_unread) == 0
}

findings contains result.in_region(result.unknown(id, "does not tell its name or its rules"), region) if some [region, id] in _unread

findings contains finding if {
	some [region, id] in (_judged - _closed)
	not [region, id] in _unread
	users := object.get(_users, id, set())
	evidence := {"interfaces": array.slice(sort(users), 0, 20), "count": count(users)}
	message := sprintf("is a default group with rules, and %d network interfaces stand in it", [count(users)])
	finding := result.in_region(result.with_evidence(result.fail(id, message), evidence), region)
}

findings contains finding if {
	some finding in tally.passes(input.account.id, _judged & _closed, "default security groups let nothing through")
}

_judged contains [group.region, group.group_id] if {
	some group in input.tables.vpc_security_groups
	group.group_name == "default"
	group.vpc_id in _used
	not group.owner_id in _others
}

# Groups of a shared VPC are its owner's.
_others contains group.owner_id if {
	some group in input.tables.vpc_security_groups
	is_string(group.owner_id)
	group.owner_id != input.account.id
}

_closed contains [group.region, group.group_id] if {
	some group in input.tables.vpc_security_groups
	group.ip_permissions == []
	group.ip_permissions_egress == []
}

_unread contains [group.region, group.group_id] if {
	some group in input.tables.vpc_security_groups
	not is_string(group.group_name)
}

_unread contains [group.region, group.group_id] if {
	some group in input.tables.vpc_security_groups
	[group.region, group.group_id] in _judged
	count([1 | some permissions in [group.ip_permissions, group.ip_permissions_egress]; is_array(permissions)]) < 2
}

_used contains eni.vpc_id if some eni in input.tables.ec2_network_interfaces

_users := tally.by_key({[group, eni.network_interface_id] |
	some eni in input.tables.ec2_network_interfaces
	some group in eni.security_group_ids
})
