# METADATA
# title: Isolated hosts can still reach Session Manager
# description: Every own VPC with running instances has working interface endpoints for ssm and ssmmessages that take HTTPS from the whole VPC or from a group for quarantine, and whose policies let the agent speak.
# related_resources:
#   - ref: https://docs.aws.amazon.com/systems-manager/latest/userguide/setup-create-vpc.html
# schemas:
#   - input: schema.checks.containment.session_manager_endpoints
# custom:
#   severity: medium
#   scope: account
#   inventory: [ec2_instances, vpc_vpcs, vpc_endpoints, vpc_security_groups]
#   partial: region
#   requirements: [CNT-11]
#   risk: The group that cuts off a host cuts off its agent too, and its memory can't be captured any more.
#   fix: Create interface endpoints for ssm and ssmmessages with private DNS in the VPC, and let the VPC's addresses in on port 443.
package checks.containment.session_manager_endpoints

import future.keywords.not

import data.checks.lib.policy
import data.checks.lib.quarantine
import data.checks.lib.result
import data.checks.lib.tally

findings contains result.not_applicable(input.account.id, "has no running instance in a VPC of its own") if {
	count(_judged) == 0
	count(_unplaced) == 0
}

findings contains result.in_region(result.unknown(id, "does not tell whether it runs, or in which VPC"), region) if {
	some [region, id] in _unplaced
}

findings contains finding if {
	some [region, vpc] in _judged
	lacks := sort({service | some service, _ in _services; not [vpc, service] in _usable; not [vpc, service] in _doubtful})
	count(lacks) > 0
	message := sprintf("has running instances and no endpoint that isolated hosts reach for %s", [concat(", ", lacks)])
	evidence := {"endpoints": sort({id | some [there, id] in _present; there == vpc})}
	finding := result.in_region(result.with_evidence(result.fail(vpc, message), evidence), region)
}

findings contains finding if {
	some [region, vpc] in _judged
	some service, _ in _services
	not [vpc, service] in _usable
	[vpc, service] in _doubtful
	message := sprintf("has an endpoint for %s, and nobody can tell whether isolated hosts reach it", [service])
	finding := result.in_region(result.unknown(vpc, message), region)
}

findings contains finding if {
	some finding in tally.passes(input.account.id, _good, "VPCs let isolated hosts reach Session Manager")
}

_good contains [region, vpc] if {
	some [region, vpc] in _judged
	every service, _ in _services {
		[vpc, service] in _usable
	}
}

# What the agent asks each of them for.
_services := {"ssm": "ssm:UpdateInstanceInformation", "ssmmessages": "ssmmessages:CreateControlChannel"}

# --- Which VPCs matter ----------------------------------------------------------------------------------------------

_judged contains [instance.region, instance.vpc_id] if {
	some instance in input.tables.ec2_instances
	instance.instance_state == "running"
	is_string(instance.vpc_id)
	not instance.vpc_id in _foreign
}

# Endpoints of a shared VPC are its owner's, and not seen here.
_foreign contains vpc.vpc_id if {
	some vpc in input.tables.vpc_vpcs
	is_string(vpc.owner_id)
	vpc.owner_id != input.account.id
}

_unplaced contains [instance.region, instance.instance_id] if {
	some instance in input.tables.ec2_instances
	not is_string(instance.instance_state)
}

_unplaced contains [instance.region, instance.instance_id] if {
	some instance in input.tables.ec2_instances
	instance.instance_state == "running"
	not is_string(instance.vpc_id)
}

# --- Endpoints ------------------------------------------------------------------------------------------------------

_present contains [endpoint.vpc_id, endpoint.vpc_endpoint_id] if {
	some endpoint in input.tables.vpc_endpoints
	_service(endpoint.service_name)
}

_usable contains [endpoint.vpc_id, service] if {
	some endpoint in input.tables.vpc_endpoints
	service := _service(endpoint.service_name)
	_works(endpoint.vpc_endpoint_type, endpoint.state, endpoint.private_dns_enabled)
	_speaks(endpoint.policy_std, service)
	some group in endpoint.security_group_ids
	[endpoint.vpc_id, group] in _admitting
}

# Its policy or its groups were not read.
_doubtful contains [endpoint.vpc_id, service] if {
	some endpoint in input.tables.vpc_endpoints
	service := _service(endpoint.service_name)
	not _is_out(endpoint.vpc_endpoint_type, endpoint.state, endpoint.private_dns_enabled)
	_is_unclear(endpoint.policy_std, endpoint.security_group_ids)
}

_service(name) := last if {
	is_string(name)
	parts := split(name, ".")
	last := trim_suffix(parts[count(parts) - 1], "-fips")
	last in object.keys(_services)
}

_works("Interface", state, true) if lower(state) == "available"

_is_out(type, _, _) if type in {"Gateway", "GatewayLoadBalancer"}

_is_out(_, state, _) if {
	is_string(state)
	lower(state) != "available"
}

_is_out(_, _, false)

_speaks(document, service) if {
	is_object(document)
	policy.decision(policy.statements(document), _services[service], "*") in {"allowed", "conditional"}
}

_is_unclear(document, _) if not is_object(document)

_is_unclear(_, groups) if not is_array(groups)

_is_unclear(_, groups) if {
	some group in groups
	not group in _read
}

# --- Security groups ------------------------------------------------------------------------------------------------

# Groups that let HTTPS in from all of their VPC, or from a group that hosts are isolated with.
_admitting contains [group.vpc_id, group.group_id] if {
	some group in input.tables.vpc_security_groups
	some permission in group.ip_permissions
	_is_https(permission.IpProtocol, permission.FromPort, permission.ToPort)
	some range in permission.IpRanges
	is_string(range.CidrIp)
	some cidr in object.get(_cidrs, group.vpc_id, set())
	net.cidr_contains(range.CidrIp, cidr)
}

_admitting contains [group.vpc_id, group.group_id] if {
	some group in input.tables.vpc_security_groups
	some permission in group.ip_permissions
	_is_https(permission.IpProtocol, permission.FromPort, permission.ToPort)
	some pair in permission.UserIdGroupPairs
	pair.GroupId in _quarantines
}

_is_https("-1", _, _)

_is_https("tcp", from, to) if {
	from <= 443
	to >= 443
}

_quarantines contains group.group_id if {
	some group in input.tables.vpc_security_groups
	quarantine.is_named(group.group_name)
}

_read contains group.group_id if {
	some group in input.tables.vpc_security_groups
	is_array(group.ip_permissions)
}

_cidrs := tally.by_key({[vpc.vpc_id, vpc.cidr_block] |
	some vpc in input.tables.vpc_vpcs
	is_string(vpc.cidr_block)
})
