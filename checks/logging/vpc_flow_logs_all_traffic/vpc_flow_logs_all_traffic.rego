# METADATA
# title: Flow logs record all traffic
# description: Every network that has flow logs is recorded with accepted and rejected traffic, by one log of type ALL or by one of each.
# related_resources:
#   - ref: https://docs.aws.amazon.com/vpc/latest/userguide/flow-logs.html
# schemas:
#   - input: schema.checks.logging.vpc_flow_logs_all_traffic
# custom:
#   severity: medium
#   scope: account
#   inventory: [vpc_flow_logs]
#   partial: region
#   requirements: [VPC-02]
#   risk: With accepted traffic alone scanning is invisible; with rejected traffic alone theft is.
#   fix: Replace the flow log by one with traffic type ALL.
#   frameworks:
#     aws-well-architected: [SEC04-BP01]
#     mitre-attack: [DS0029]
#     nist-800-61r3: [PR.PS-04]
package checks.logging.vpc_flow_logs_all_traffic

import future.keywords.not

import data.checks.lib.result

findings contains result.not_applicable(input.account.id, "has no active flow log of a VPC, subnet or interface") if count(_judged) == 0

findings contains finding if {
	some flow_log in input.tables.vpc_flow_logs
	flow_log.flow_log_id in _judged
	not flow_log.flow_log_id in _good
	finding := result.in_region(
		result.with_evidence(
			result.fail(flow_log.flow_log_id, "leaves part of the traffic out"),
			{"resource_id": flow_log.resource_id, "traffic_type": flow_log.traffic_type},
		),
		flow_log.region,
	)
}

findings contains result.in_region(result.pass(input.account.id, count(good), "flow logs record all traffic"), region) if {
	some region in {flow_log.region | some flow_log in input.tables.vpc_flow_logs}
	good := {flow_log.flow_log_id |
		some flow_log in input.tables.vpc_flow_logs
		flow_log.region == region
		flow_log.flow_log_id in _good
	}
	count(good) > 0
}

_good contains flow_log.flow_log_id if {
	some flow_log in input.tables.vpc_flow_logs
	flow_log.flow_log_id in _judged
	flow_log.resource_id in _whole
}

_whole contains flow_log.resource_id if {
	some flow_log in input.tables.vpc_flow_logs
	flow_log.flow_log_id in _judged
	flow_log.traffic_type == "ALL"
}

_whole contains resource if {
	some resource in _accepted
	resource in _rejected
}

_accepted contains flow_log.resource_id if {
	some flow_log in input.tables.vpc_flow_logs
	flow_log.flow_log_id in _judged
	flow_log.traffic_type == "ACCEPT"
}

_rejected contains flow_log.resource_id if {
	some flow_log in input.tables.vpc_flow_logs
	flow_log.flow_log_id in _judged
	flow_log.traffic_type == "REJECT"
}

# Flow logs of transit gateways have no type of traffic and other fields.
_judged contains flow_log.flow_log_id if {
	some flow_log in input.tables.vpc_flow_logs
	not flow_log.flow_log_status in {"FAILED", "DELETED"}
	not flow_log.flow_log_id in _elsewhere
}

_elsewhere contains flow_log.flow_log_id if {
	some flow_log in input.tables.vpc_flow_logs
	is_string(flow_log.resource_id)
	not regex.match(`^(vpc|subnet|eni)-`, flow_log.resource_id)
}
