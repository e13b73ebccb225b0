# METADATA
# title: NAT gateways have alarms on bytes out and on ports that run out
# description: Every NAT gateway has enabled alarms, with somebody to tell, on its metrics BytesOutToDestination and ErrorPortAllocation.
# related_resources:
#   - ref: https://docs.aws.amazon.com/vpc/latest/userguide/metrics-dimensions-nat-gateway.html
# schemas:
#   - input: schema.checks.logging.nat_gateway_alarms
# custom:
#   severity: low
#   scope: account
#   inventory: [ec2_nat_gateways, cloudwatch_alarms]
#   partial: region
#   requirements: [VPC-07]
#   risk: Much data leaving, or a host that tries a million addresses, is noticed on the bill.
#   fix: Create alarms on both metrics of the gateway.
package checks.logging.nat_gateway_alarms

import future.keywords.not

import data.checks.lib.result
import data.checks.lib.tally

findings contains result.not_applicable(input.account.id, "has no NAT gateway") if count(_gateways) == 0

findings contains result.in_region(result.with_evidence(result.fail(id, message), {"missing": missing}), region) if {
	some [region, id] in _gateways
	missing := {metric | some metric in _metrics; not [region, id, metric] in _alarmed}
	count(missing) > 0
	message := sprintf("has no alarm on %s", [concat(", ", missing)])
}

findings contains finding if some finding in tally.passes(input.account.id, _good, "NAT gateways have their alarms")

_good := {[region, id] |
	some [region, id] in _gateways
	every metric in _metrics {
		[region, id, metric] in _alarmed
	}
}

_metrics := ["BytesOutToDestination", "ErrorPortAllocation"]

_gateways contains [gateway.region, gateway.nat_gateway_id] if {
	some gateway in input.tables.ec2_nat_gateways
	not gateway.state in {"deleted", "deleting", "failed"}
}

_alarmed contains [alarm.region, dimension.Value, alarm.metric_name] if {
	some alarm in input.tables.cloudwatch_alarms
	alarm.namespace == "AWS/NATGateway"
	alarm.actions_enabled == true
	some _ in alarm.alarm_actions
	some dimension in alarm.dimensions
	dimension.Name == "NatGatewayId"
}
