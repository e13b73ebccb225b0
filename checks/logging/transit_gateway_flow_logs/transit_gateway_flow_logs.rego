# METADATA
# title: Transit gateways have flow logs
# description: Every transit gateway that the account owns is recorded by an active flow log.
# related_resources:
#   - ref: https://docs.aws.amazon.com/vpc/latest/tgw/tgw-flow-logs.html
# schemas:
#   - input: schema.checks.logging.transit_gateway_flow_logs
# custom:
#   severity: medium
#   scope: account
#   inventory: [ec2_transit_gateways, vpc_flow_logs]
#   partial: region
#   requirements: [VPC-06]
#   risk: How an intruder moved between VPCs, or to the company's own network, is recorded nowhere.
#   fix: Create a flow log for the transit gateway.
#   frameworks:
#     aws-well-architected: [SEC04-BP01]
#     mitre-attack: [DS0029]
#     nist-800-61r3: [PR.PS-04]
package checks.logging.transit_gateway_flow_logs

import future.keywords.not

import data.checks.lib.result
import data.checks.lib.tally

findings contains result.not_applicable(input.account.id, "owns no transit gateway") if count(_asked) == 0

findings contains finding if {
	some gateway in input.tables.ec2_transit_gateways
	[gateway.region, gateway.transit_gateway_id] in _bad
	finding := result.in_region(result.with_evidence(result.fail(gateway.transit_gateway_id, "routes between networks and has no active flow log"), {"state": gateway.state}), gateway.region)
}

findings contains finding if some finding in tally.passes(input.account.id, _good, "transit gateways have flow logs")

_good := _asked & _recorded

_bad := _asked - _recorded

_asked contains [gateway.region, gateway.transit_gateway_id] if {
	some gateway in input.tables.ec2_transit_gateways
	not gateway.state in {"deleted", "deleting"}
	not _is_foreign(gateway.owner_id)
}

_recorded contains [gateway.region, gateway.transit_gateway_id] if {
	some gateway in input.tables.ec2_transit_gateways
	gateway.transit_gateway_id in _logged
}

# A shared gateway is its owner's to record, and judged there.
_is_foreign(owner_id) if {
	is_string(owner_id)
	owner_id != input.account.id
}

_logged contains flow_log.resource_id if {
	some flow_log in input.tables.vpc_flow_logs
	flow_log.flow_log_status == "ACTIVE"
	is_string(flow_log.resource_id)
}
