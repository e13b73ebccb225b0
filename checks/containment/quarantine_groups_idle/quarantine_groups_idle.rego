# METADATA
# title: Security groups for quarantine are kept free
# description: Security groups whose name says quarantine, isolation or untracking are attached to no network interface, and no rule names them except those for port 443 alone, which lead to endpoints.
# related_resources:
#   - ref: https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html
# schemas:
#   - input: schema.checks.containment.quarantine_groups_idle
# custom:
#   severity: medium
#   scope: account
#   inventory: [vpc_security_groups, ec2_network_interfaces]
#   partial: region
#   requirements: [CNT-02]
#   risk: A host put into the group keeps ways to others, or the group can't be trusted to be what its name says.
#   fix: Move interfaces in normal use to a group of their own, and delete the rules that name the group.
#   frameworks:
#     aws-sir: [source-containment]
#     aws-well-architected: [SEC10-BP06]
#     nist-800-61r3: [RS.MI-01]
package checks.containment.quarantine_groups_idle

import future.keywords.not

import data.checks.lib.quarantine
import data.checks.lib.result
import data.checks.lib.tally

findings contains result.not_applicable(input.account.id, "has no security group whose name says that hosts are isolated with it") if {
	count(_kept) == 0
	count(_unread) == 0
}

findings contains result.in_region(result.unknown(id, "has rules or a name that were not read"), region) if {
	some [region, id] in _unread
}

findings contains result.in_region(result.unknown(id, "does not tell its security groups"), region) if {
	some [region, id] in _silent
}

findings contains finding if {
	some [region, id] in _kept
	users := object.get(_users, id, set())
	count(users) > 0
	evidence := {"interfaces": array.slice(sort(users), 0, 20), "count": count(users)}
	message := sprintf("is meant for quarantine and attached to %d network interfaces", [count(users)])
	finding := result.in_region(result.with_evidence(result.fail(id, message), evidence), region)
}

findings contains finding if {
	some [region, id] in _kept
	namers := object.get(_namers, id, set())
	count(namers) > 0
	evidence := {"groups": array.slice(sort(namers), 0, 20), "count": count(namers)}
	message := sprintf("is meant for quarantine and named by rules of %d groups", [count(namers)])
	finding := result.in_region(result.with_evidence(result.fail(id, message), evidence), region)
}

findings contains finding if {
	count(_unread) == 0
	count(_silent) == 0
	good := {[region, id] |
		some [region, id] in _kept
		not _users[id]
		not _namers[id]
	}
	some finding in tally.passes(input.account.id, good, "security groups for quarantine are kept free")
}

_kept contains [group.region, group.group_id] if {
	some group in input.tables.vpc_security_groups
	quarantine.is_named(group.group_name)
}

_users := tally.by_key({[group, eni.network_interface_id] |
	some eni in input.tables.ec2_network_interfaces
	some group in eni.security_group_ids
})

_namers := tally.by_key({[pair.GroupId, group.group_id] |
	some group in input.tables.vpc_security_groups
	some permissions in [group.ip_permissions, group.ip_permissions_egress]
	some permission in permissions
	not _is_https(permission.IpProtocol, permission.FromPort, permission.ToPort)
	some pair in permission.UserIdGroupPairs
	is_string(pair.GroupId)
})

_is_https("tcp", 443, 443)

# Without all rules nobody can say that none names a group.
_unread contains [group.region, group.group_id] if {
	some group in input.tables.vpc_security_groups
	count([1 | some text in [group.group_name]; is_string(text)]) + count([1 | some permissions in [group.ip_permissions, group.ip_permissions_egress]; is_array(permissions)]) < 3
}

_silent contains [eni.region, eni.network_interface_id] if {
	count(_kept) > 0
	some eni in input.tables.ec2_network_interfaces
	not is_array(eni.security_group_ids)
}
