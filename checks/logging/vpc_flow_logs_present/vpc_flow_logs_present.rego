# METADATA
# title: VPCs in use have flow logs
# description: Every VPC of the account that has a network interface is recorded by active flow logs, on the VPC itself or on all of its subnets or interfaces. Shared VPCs are judged in the account that owns them.
# related_resources:
#   - ref: https://docs.aws.amazon.com/vpc/latest/userguide/flow-logs.html
# schemas:
#   - input: schema.checks.logging.vpc_flow_logs_present
# custom:
#   severity: high
#   scope: account
#   inventory: [vpc_vpcs, ec2_network_interfaces, vpc_flow_logs]
#   partial: region
#   requirements: [VPC-01]
#   risk: Nobody can say which hosts an intruder reached, or how much data left.
#   fix: Create a flow log for the VPC with traffic type ALL.
#   frameworks:
#     aws-sir: [select-and-enable-log-sources]
#     aws-well-architected: [SEC04-BP01]
#     cis-aws-5.0: ["3.7"]
#     mitre-attack: [DS0029]
#     nist-800-61r3: [PR.PS-04]
package checks.logging.vpc_flow_logs_present

import future.keywords.not

import data.checks.lib.result

findings contains result.not_applicable(input.account.id, "has no VPC in use") if count(_used & _owned) == 0

findings contains finding if {
	some vpc in input.tables.vpc_vpcs
	vpc.vpc_id in _owned
	vpc.vpc_id in _used
	vpc.vpc_id in _uncovered
	evidence := {"is_default": vpc.is_default, "recorded_in_part": vpc.vpc_id in _recorded_in_part}
	message := "is in use, and active flow logs do not cover all of its interfaces"
	finding := result.in_region(result.with_evidence(result.fail(vpc.vpc_id, message), evidence), vpc.region)
}

findings contains result.in_region(result.pass(input.account.id, count(covered), "VPCs in use have flow logs"), region) if {
	some region in {vpc.region | some vpc in input.tables.vpc_vpcs}
	covered := {vpc.vpc_id |
		some vpc in input.tables.vpc_vpcs
		vpc.region == region
		vpc.vpc_id in _owned
		vpc.vpc_id in _used
		not vpc.vpc_id in _uncovered
	}
	count(covered) > 0
}

_owned contains vpc.vpc_id if {
	some vpc in input.tables.vpc_vpcs
	not vpc.owner_id in _others
}

# A shared VPC is its owner's to record, and judged there.
_others contains vpc.owner_id if {
	some vpc in input.tables.vpc_vpcs
	is_string(vpc.owner_id)
	vpc.owner_id != input.account.id
}

_used contains interface.vpc_id if {
	some interface in input.tables.ec2_network_interfaces
	is_string(interface.vpc_id)
}

_recorded contains flow_log.resource_id if {
	some flow_log in input.tables.vpc_flow_logs
	flow_log.flow_log_status == "ACTIVE"
	is_string(flow_log.resource_id)
}

# A VPC is uncovered as soon as one of its interfaces is: an intruder needs only one.
_uncovered contains interface.vpc_id if {
	some interface in input.tables.ec2_network_interfaces
	not interface.vpc_id in _recorded
	not interface.subnet_id in _recorded
	not interface.network_interface_id in _recorded
}

_recorded_in_part contains interface.vpc_id if {
	some interface in input.tables.ec2_network_interfaces
	interface.subnet_id in _recorded
}

_recorded_in_part contains interface.vpc_id if {
	some interface in input.tables.ec2_network_interfaces
	interface.network_interface_id in _recorded
}
