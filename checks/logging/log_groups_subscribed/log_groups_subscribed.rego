# METADATA
# title: Log groups of security logs are sent on
# description: Every CloudWatch log group that by its name holds security logs, other than those of trails, has a subscription whose function exists, whose delivery stream is active or which leads to another account.
# related_resources:
#   - ref: https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/Subscriptions.html
# schemas:
#   - input: schema.checks.logging.log_groups_subscribed
# custom:
#   severity: high
#   scope: account
#   inventory: [logs_log_groups, logs_subscription_filters, lambda_functions, firehose_delivery_streams, cloudtrail_trails]
#   partial: region
#   requirements: [CW-03]
#   risk: These logs are not in the SIEM, so they are found only by who knows the account and looks there in time.
#   fix: Create a subscription filter for the log group, to the SIEM's stream or destination.
#   frameworks:
#     nist-800-61r3: [PR.PS-04]
package checks.logging.log_groups_subscribed

import future.keywords.not

import data.checks.lib.arn
import data.checks.lib.events
import data.checks.lib.logs
import data.checks.lib.result
import data.checks.lib.tally

findings contains result.not_applicable(input.account.id, "has no log group of security logs besides those of trails") if count(_groups) == 0

findings contains result.in_region(result.fail(name, "holds security logs, and nothing sends them on"), region) if {
	some [region, name] in _groups
	not [region, name] in _told
}

findings contains finding if {
	some [region, name] in _groups
	[region, name] in _told
	not [region, name] in _sent
	not [region, name] in _perhaps
	finding := result.in_region(result.fail(name, "holds security logs, and sends them where nothing receives them"), region)
}

findings contains result.in_region(result.unknown(name, message), region) if {
	some [region, name] in (_groups & _perhaps)
	not [region, name] in _sent
	message := "holds security logs, and whether what they are sent to lives can't be seen"
}

findings contains finding if some finding in tally.passes(input.account.id, _groups & _sent, "log groups of security logs are sent on")

_groups contains [group.region, group.name] if {
	some group in input.tables.logs_log_groups
	logs.are_security_logs(group.name)
	not group.log_group_arn in _of_trails
}

# What a trail writes here it also writes to its bucket, which is the way to the SIEM.
_of_trails contains trim_suffix(trail.log_group_arn, ":*") if {
	some trail in input.tables.cloudtrail_trails
	is_string(trail.log_group_arn)
}

_told contains [filter.region, filter.log_group_name] if some filter in input.tables.logs_subscription_filters

_sent contains [filter.region, filter.log_group_name] if {
	some filter in input.tables.logs_subscription_filters
	events.receiver(filter.destination_arn) in _live
}

# Whose account it is, the destination knows; AWS refuses subscriptions that it does not admit.
_sent contains [filter.region, filter.log_group_name] if {
	some filter in input.tables.logs_subscription_filters
	not arn.account(filter.destination_arn) in {"", input.account.id}
	is_string(arn.account(filter.destination_arn))
}

_perhaps contains [filter.region, filter.log_group_name] if {
	some filter in input.tables.logs_subscription_filters
	parts := arn.parse(filter.destination_arn)
	parts.account == input.account.id
	not parts.service in {"lambda", "firehose"}
}

_live contains function.arn if some function in input.tables.lambda_functions

_live contains stream.arn if {
	some stream in input.tables.firehose_delivery_streams
	stream.delivery_stream_status == "ACTIVE"
	is_string(stream.arn)
}
