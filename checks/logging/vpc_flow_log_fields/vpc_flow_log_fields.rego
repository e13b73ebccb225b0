# METADATA
# title: Flow logs have the fields of an investigation
# description: The record format of every flow log contains the default fields and those that tell instance, interface, real peers behind address translation, direction and path.
# related_resources:
#   - ref: https://docs.aws.amazon.com/vpc/latest/userguide/flow-log-records.html
# schemas:
#   - input: schema.checks.logging.vpc_flow_log_fields
# custom:
#   severity: medium
#   scope: account
#   inventory: [vpc_flow_logs]
#   partial: region
#   requirements: [VPC-04]
#   risk: Behind a NAT gateway or a load balancer the real peer is hidden.
#   fix: Create a flow log with a custom format that has all fields, and delete the old one.
#   frameworks:
#     aws-well-architected: [SEC04-BP01]
#     mitre-attack: [DS0029]
#     nist-800-61r3: [PR.PS-04]
package checks.logging.vpc_flow_log_fields

import future.keywords.not

import data.checks.lib.result

findings contains result.not_applicable(input.account.id, "has no active flow log of a VPC, subnet or interface") if count(_judged) == 0

findings contains finding if {
	some flow_log in input.tables.vpc_flow_logs
	flow_log.flow_log_id in _judged
	missing := _wanted - _fields(flow_log.log_format)
	count(missing) > 0
	message := sprintf("lacks %d fields that an investigation needs", [count(missing)])
	finding := result.in_region(
		result.with_evidence(result.fail(flow_log.flow_log_id, message), {"resource_id": flow_log.resource_id, "missing": sort(missing)}),
		flow_log.region,
	)
}

findings contains result.in_region(result.pass(input.account.id, count(good), "flow logs have the fields of an investigation"), region) if {
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
	count(_wanted - _fields(flow_log.log_format)) == 0
}

_wanted := {
	"version",
	"account-id",
	"interface-id",
	"srcaddr",
	"dstaddr",
	"srcport",
	"dstport",
	"protocol",
	"packets",
	"bytes",
	"start",
	"end",
	"action",
	"log-status",
	"vpc-id",
	"subnet-id",
	"instance-id",
	"tcp-flags",
	"type",
	"pkt-srcaddr",
	"pkt-dstaddr",
	"region",
	"az-id",
	"pkt-src-aws-service",
	"pkt-dst-aws-service",
	"flow-direction",
	"traffic-path",
}

_fields(format) := set() if not is_string(format)

_fields(format) := {trim(field, "${}") | some field in split(format, " ")} if is_string(format)

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
