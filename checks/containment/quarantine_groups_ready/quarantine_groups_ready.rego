# METADATA
# title: Security groups to isolate a host are there or can be made at once
# description: Every VPC with network interfaces has a group without any rule and a group that lets all traffic in and out, over IPv4 and IPv6, to untrack connections; or the responder role can make both.
# related_resources:
#   - ref: https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/security-group-connection-tracking.html
# schemas:
#   - input: schema.checks.containment.quarantine_groups_ready
# custom:
#   severity: high
#   scope: account
#   inventory: [vpc_security_groups, ec2_network_interfaces, iam_role_policies, iam_role_details, iam_policies_attached]
#   partial: region
#   requirements: [CNT-01]
#   risk: A host can't be cut off, or its open connections live on for days after it was.
#   fix: Let the responder role create and change security groups, or create the pair of groups in each VPC beforehand.
#   frameworks:
#     aws-sir: [source-containment]
#     aws-well-architected: [SEC10-BP06]
#     nist-800-61r3: [RS.MI-01]
package checks.containment.quarantine_groups_ready

import future.keywords.not

import data.checks.lib.documents
import data.checks.lib.policy
import data.checks.lib.responder
import data.checks.lib.result
import data.checks.lib.tally

findings contains result.not_applicable(input.account.id, "has no network interface to isolate") if {
	count(_used) == 0
	not _unplaced
}

findings contains result.unknown(input.account.id, "has network interfaces that do not tell their VPC") if _unplaced

findings contains result.in_region(result.fail(vpc, message), region) if {
	some [region, vpc] in _used
	not _has_pair(region, vpc)
	not [region, vpc] in _unread
	not _is_able
	not _is_doubtful
	message := sprintf("has no pair of groups for quarantine, and no responder role can make one: %s", [_why])
}

findings contains result.in_region(result.unknown(vpc, "has no pair of groups for quarantine, and nobody can tell whether the responder role can make one"), region) if {
	some [region, vpc] in _used
	not _has_pair(region, vpc)
	not [region, vpc] in _unread
	_is_doubtful
}

findings contains result.in_region(result.unknown(vpc, "has groups whose rules were not read"), region) if {
	some [region, vpc] in _used
	not _has_pair(region, vpc)
	[region, vpc] in _unread
	not _is_able
}

findings contains finding if {
	some finding in tally.passes(input.account.id, _good, "VPCs in use can have a host isolated by security groups")
}

_good contains [region, vpc] if {
	some [region, vpc] in _used
	_has_pair(region, vpc)
}

_good contains [region, vpc] if {
	some [region, vpc] in _used
	_is_able
}

_used contains [eni.region, eni.vpc_id] if {
	some eni in input.tables.ec2_network_interfaces
	is_string(eni.vpc_id)
}

_unplaced if {
	some eni in input.tables.ec2_network_interfaces
	not is_string(eni.vpc_id)
}

_has_pair(region, vpc) if {
	[region, vpc] in _isolating
	[region, vpc] in _untracking
}

# Nothing in and nothing out.
_isolating contains [group.region, group.vpc_id] if {
	some group in input.tables.vpc_security_groups
	group.ip_permissions == []
	group.ip_permissions_egress == []
}

# All traffic of both families, in and out, so that connections are not tracked.
_untracking contains [group.region, group.vpc_id] if {
	some group in input.tables.vpc_security_groups
	_is_open(group.ip_permissions)
	_is_open(group.ip_permissions_egress)
}

_is_open(permissions) if {
	"0.0.0.0/0" in {range.CidrIp | some permission in permissions; permission.IpProtocol == "-1"; some range in permission.IpRanges}
	"::/0" in {range.CidrIpv6 | some permission in permissions; permission.IpProtocol == "-1"; some range in permission.Ipv6Ranges}
}

_unread contains [group.region, group.vpc_id] if {
	some group in input.tables.vpc_security_groups
	count([1 | some permissions in [group.ip_permissions, group.ip_permissions_egress]; is_array(permissions)]) < 2
}

# --- What the responder role can do ---------------------------------------------------------------------------------

_is_able if count(responder.granted(_decisions)) == count(_needs)

_is_doubtful if {
	count(responder.refused(_decisions)) == 0
	count(responder.doubtful(_decisions)) > 0
}

_why := sprintf("%s can't do %s", [_name, concat(", ", responder.refused(_decisions))]) if _role

else := sprintf("there is no role %s", [_name]) if _name

else := "no 'expectations.responder-role.name' is configured"

_decisions := responder.decisions(_needs, _held, _bound, _role, _home)

_needs := {
	"ec2:CreateSecurityGroup": [_group, "arn:{partition}:ec2:us-east-1:{account}:vpc/muster-probe"],
	"ec2:AuthorizeSecurityGroupIngress": _group,
	"ec2:AuthorizeSecurityGroupEgress": _group,
	"ec2:RevokeSecurityGroupIngress": _group,
	"ec2:RevokeSecurityGroupEgress": _group,
}

_group := "arn:{partition}:ec2:us-east-1:{account}:security-group/muster-probe"

_home := {"partition": input.account.partition, "account": input.account.id, "organization": input.organization.id}

_name := name if {
	name := input.expectations["responder-role"].name
	is_string(name)
}

_role := [role.arn | some role in input.tables.iam_role_policies; role.name == _name][0]

_held := [held |
	some role in input.tables.iam_role_policies
	role.name == _name
	held := policy.identity(role.inline_policies_std, role.attached_policy_arns, documents.managed)
][0]

# A role without a row here has a boundary that is not known.
_bound := bounds[0] if {
	bounds := [bound |
		some role in input.tables.iam_role_details
		role.name == _name
		bound := policy.boundary(role.permissions_boundary_arn, documents.managed)
	]
	count(bounds) > 0
} else := {"statements": [], "missing": {"the permissions boundary"}}
