# METADATA
# title: Flow logs arrive
# description: Every flow log is active, its last delivery succeeded, and it names no delivery error.
# related_resources:
#   - ref: https://docs.aws.amazon.com/vpc/latest/userguide/flow-logs.html
# schemas:
#   - input: schema.checks.logging.vpc_flow_logs_delivered
# custom:
#   severity: high
#   scope: account
#   inventory: [vpc_flow_logs]
#   partial: region
#   requirements: [VPC-03]
#   risk: The log is configured and empty; it is found out when it is needed.
#   fix: Repair the role or the bucket policy that the error names.
#   frameworks:
#     aws-well-architected: [SEC04-BP01]
#     mitre-attack: [DS0029]
#     nist-800-61r3: [PR.PS-04]
package checks.logging.vpc_flow_logs_delivered

import future.keywords.not

import data.checks.lib.result

findings contains result.not_applicable(input.account.id, "has no flow log") if {
	count(input.tables.vpc_flow_logs) == 0
}

findings contains finding if {
	some flow_log in input.tables.vpc_flow_logs
	not flow_log.flow_log_id in _good
	finding := result.in_region(
		result.with_evidence(result.fail(flow_log.flow_log_id, "does not deliver"), {
			"resource_id": flow_log.resource_id,
			"flow_log_status": flow_log.flow_log_status,
			"deliver_logs_status": flow_log.deliver_logs_status,
			"deliver_logs_error_message": flow_log.deliver_logs_error_message,
		}),
		flow_log.region,
	)
}

findings contains result.in_region(result.pass(input.account.id, count(good), "flow logs deliver"), region) if {
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
	flow_log.flow_log_status == "ACTIVE"
	flow_log.deliver_logs_status == "SUCCESS"
	not flow_log.flow_log_id in _erroneous
}

_erroneous contains flow_log.flow_log_id if {
	some flow_log in input.tables.vpc_flow_logs
	is_string(flow_log.deliver_logs_error_message)
	flow_log.deliver_logs_error_message != ""
}
