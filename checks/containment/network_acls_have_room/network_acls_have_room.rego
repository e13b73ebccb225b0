# METADATA
# title: Network ACLs have room for a deny rule before all others
# description: Every network ACL of a subnet with network interfaces has two free rule numbers below its first allow rule, in and out, and fewer rules than the usual quota of 20 for each direction and family.
# related_resources:
#   - ref: https://docs.aws.amazon.com/vpc/latest/userguide/vpc-network-acls.html
# schemas:
#   - input: schema.checks.containment.network_acls_have_room
# custom:
#   severity: medium
#   scope: account
#   inventory: [vpc_network_acls, ec2_network_interfaces]
#   partial: region
#   requirements: [CNT-06]
#   risk: The last means to end an attacker's open connections takes a rebuilding of rules under pressure.
#   fix: Number the first allow rule 100, and merge rules until fewer than 20 are left in each direction.
#   frameworks:
#     aws-sir: [source-containment]
#     aws-well-architected: [SEC10-BP06]
#     nist-800-61r3: [RS.MI-01]
package checks.containment.network_acls_have_room

import future.keywords.not

import data.checks.lib.result
import data.checks.lib.tally

findings contains result.not_applicable(input.account.id, "has no network interface in a subnet of its own") if {
	count(_judged) == 0
	count(_unread) == 0
}

findings contains result.in_region(result.unknown(id, "does not tell its rules or its subnets"), region) if {
	some [region, id] in _unread
}

findings contains finding if {
	some acl in input.tables.vpc_network_acls
	[acl.region, acl.network_acl_id] in _judged
	lacks := _lacks(acl.entries)
	count(lacks) > 0
	evidence := {"subnets": acl.subnet_ids, "vpc_id": acl.vpc_id}
	message := sprintf("has no room for deny rules: %s", [concat(", ", lacks)])
	finding := result.in_region(result.with_evidence(result.fail(acl.network_acl_id, message), evidence), acl.region)
}

findings contains result.in_region(result.unknown(id, "has more rules than the usual quota, and the raised quota is not known"), region) if {
	some [region, id] in (_large - _full)
}

findings contains finding if {
	some finding in tally.passes(input.account.id, (_judged - _full) - _large, "network ACLs have room for deny rules")
}

_full contains [acl.region, acl.network_acl_id] if {
	some acl in input.tables.vpc_network_acls
	[acl.region, acl.network_acl_id] in _judged
	count(_lacks(acl.entries)) > 0
}

# The quota can be raised from 20 to 40, which rules beyond 20 show to have been done.
_large contains [acl.region, acl.network_acl_id] if {
	some acl in input.tables.vpc_network_acls
	[acl.region, acl.network_acl_id] in _judged
	some egress in [true, false]
	some family in ["CidrBlock", "Ipv6CidrBlock"]
	count(_rules(acl.entries, egress, family)) > 20
}

_judged contains [acl.region, acl.network_acl_id] if {
	some acl in input.tables.vpc_network_acls
	is_array(acl.entries)
	some subnet in acl.subnet_ids
	subnet in _used
}

_unread contains [acl.region, acl.network_acl_id] if {
	some acl in input.tables.vpc_network_acls
	not is_array(acl.subnet_ids)
}

_unread contains [acl.region, acl.network_acl_id] if {
	some acl in input.tables.vpc_network_acls
	not is_array(acl.entries)
	some subnet in acl.subnet_ids
	subnet in _used
}

_used contains eni.subnet_id if {
	some eni in input.tables.ec2_network_interfaces
	is_string(eni.subnet_id)
}

_lacks(entries) := [word |
	some [egress, direction] in [[false, "in"], [true, "out"]]
	some word in _lacks_in(entries, egress, direction)
]

_lacks_in(entries, egress, direction) := {sprintf("no two free numbers below the first allow rule %s", [direction]) |
	_is_crowded(entries, egress)
} | {sprintf("as many rules %s as there may be", [direction]) |
	some family in ["CidrBlock", "Ipv6CidrBlock"]
	_is_full(count(_rules(entries, egress, family)))
}

_is_full(rules) if rules == 20

_is_full(rules) if rules >= 40

# A rule for each family.
_is_crowded(entries, egress) if {
	first := min({entry.RuleNumber | some entry in entries; entry.Egress == egress; entry.RuleAction == "allow"; is_number(entry.RuleNumber)})
	taken := {entry.RuleNumber | some entry in entries; entry.Egress == egress; entry.RuleNumber < first}
	(first - 1) - count(taken) < 2
}

_rules(entries, egress, family) := {entry.RuleNumber |
	some entry in entries
	entry.Egress == egress
	is_string(entry[family])
}
