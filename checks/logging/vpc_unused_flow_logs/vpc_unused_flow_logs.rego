# METADATA
# title: VPCs without interfaces have flow logs too
# description: VPCs of the account in which nothing runs have an active flow log, so that the first host in them is recorded from its first packet.
# related_resources:
#   - ref: https://docs.aws.amazon.com/vpc/latest/userguide/default-vpc.html
# schemas:
#   - input: schema.checks.logging.vpc_unused_flow_logs
# custom:
#   severity: low
#   scope: account
#   inventory: [vpc_vpcs, ec2_network_interfaces, vpc_flow_logs]
#   partial: region
#   requirements: [VPC-01]
#   risk: An intruder who starts a host in an empty VPC is not recorded.
#   fix: Create a flow log for the VPC, or delete the VPC.
#   frameworks:
#     aws-sir: [select-and-enable-log-sources]
#     aws-well-architected: [SEC04-BP01]
#     cis-aws-5.0: ["3.7"]
#     mitre-attack: [DS0029]
#     nist-800-61r3: [PR.PS-04]
package checks.logging.vpc_unused_flow_logs

import future.keywords.not

import data.checks.lib.result

findings contains result.not_applicable(input.account.id, "has no VPC without interfaces") if count(_owned - _used) == 0

findings contains result.in_region(result.fail(vpc.vpc_id, "has no interface and no active flow log"), vpc.region) if {
	some vpc in input.tables.vpc_vpcs
	vpc.vpc_id in _owned
	not vpc.vpc_id in _used
	not vpc.vpc_id in _recorded
}

findings contains result.in_region(result.pass(input.account.id, count(covered), "VPCs without interfaces have flow logs"), region) if {
	some region in {vpc.region | some vpc in input.tables.vpc_vpcs}
	covered := {vpc.vpc_id |
		some vpc in input.tables.vpc_vpcs
		vpc.region == region
		vpc.vpc_id in _owned
		not vpc.vpc_id in _used
		vpc.vpc_id in _recorded
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
