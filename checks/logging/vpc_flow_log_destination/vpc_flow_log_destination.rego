# METADATA
# title: Flow logs go to a central place in short intervals
# description: Every flow log goes to a bucket outside of the account, to a delivery stream, or to a log group with a subscription or of another account, and gathers for at most ten minutes.
# related_resources:
#   - ref: https://docs.aws.amazon.com/vpc/latest/userguide/flow-logs-s3.html
# schemas:
#   - input: schema.checks.logging.vpc_flow_log_destination
# custom:
#   severity: medium
#   scope: account
#   inventory: [vpc_flow_logs, s3_buckets, logs_subscription_filters]
#   partial: region
#   requirements: [VPC-05]
#   risk: Who takes over the account can delete its network records.
#   fix: Send the flow logs to the bucket of the log archive account, with an interval of one minute.
#   frameworks:
#     aws-well-architected: [SEC04-BP02]
package checks.logging.vpc_flow_log_destination

import future.keywords.not

import data.checks.lib.arn
import data.checks.lib.result

findings contains result.not_applicable(input.account.id, "has no active flow log") if count(_active) == 0

findings contains finding if {
	some flow_log in input.tables.vpc_flow_logs
	flow_log.flow_log_id in _active
	not flow_log.flow_log_id in _central
	finding := result.in_region(
		result.with_evidence(
			result.fail(flow_log.flow_log_id, "stays in the account that it records"),
			{"log_destination_type": flow_log.log_destination_type, "log_destination": flow_log.log_destination},
		),
		flow_log.region,
	)
}

findings contains finding if {
	some flow_log in input.tables.vpc_flow_logs
	flow_log.flow_log_id in _active
	flow_log.flow_log_id in _central
	not flow_log.flow_log_id in _quick
	finding := result.in_region(
		result.with_evidence(
			result.fail(flow_log.flow_log_id, "does not hand on its records within ten minutes"),
			{"max_aggregation_interval": flow_log.max_aggregation_interval},
		),
		flow_log.region,
	)
}

findings contains result.in_region(result.pass(input.account.id, count(good), "flow logs go to a central place"), region) if {
	some region in {flow_log.region | some flow_log in input.tables.vpc_flow_logs}
	good := {flow_log.flow_log_id |
		some flow_log in input.tables.vpc_flow_logs
		flow_log.region == region
		flow_log.flow_log_id in _good
	}
	count(good) > 0
}

_good contains id if {
	some id in _central
	id in _quick
	id in _active
}

_central contains flow_log.flow_log_id if {
	some flow_log in input.tables.vpc_flow_logs
	flow_log.log_destination_type == "s3"
	is_string(flow_log.bucket_name)
	not split(flow_log.bucket_name, "/")[0] in _own_buckets
}

# The log archive account keeps its own logs where it keeps everybody's.
_central contains flow_log.flow_log_id if {
	some flow_log in input.tables.vpc_flow_logs
	flow_log.log_destination_type == "s3"
	is_string(flow_log.bucket_name)
	input.account.id == _home
}

_central contains flow_log.flow_log_id if {
	some flow_log in input.tables.vpc_flow_logs
	flow_log.log_destination_type == "kinesis-data-firehose"
	is_string(flow_log.log_destination)
}

_central contains flow_log.flow_log_id if {
	some flow_log in input.tables.vpc_flow_logs
	flow_log.log_destination_type == "cloud-watch-logs"
	[flow_log.region, flow_log.log_group_name] in _subscribed
}

_central contains flow_log.flow_log_id if {
	some flow_log in input.tables.vpc_flow_logs
	flow_log.log_destination_type == "cloud-watch-logs"
	not arn.account(flow_log.log_destination) in {"", input.account.id}
	is_string(arn.account(flow_log.log_destination))
}

_quick contains flow_log.flow_log_id if {
	some flow_log in input.tables.vpc_flow_logs
	is_number(flow_log.max_aggregation_interval)
	flow_log.max_aggregation_interval <= 600
}

# The account that is to hold the log.
_home := account_id if {
	account_id := input.expectations["log-archive-account"]
	is_string(account_id)
} else := account_id if {
	account_id := input.expectations["security-account"]
	is_string(account_id)
}

_own_buckets contains bucket.name if some bucket in input.tables.s3_buckets

_subscribed contains [filter.region, filter.log_group_name] if some filter in input.tables.logs_subscription_filters

_active contains flow_log.flow_log_id if {
	some flow_log in input.tables.vpc_flow_logs
	not flow_log.flow_log_status in {"FAILED", "DELETED"}
}
