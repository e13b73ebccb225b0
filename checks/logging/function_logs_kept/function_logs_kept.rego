# METADATA
# title: Log groups of functions are kept for a decided time
# description: Every log group that a Lambda function of the account writes to by default has a retention.
# related_resources:
#   - ref: https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs.html
# schemas:
#   - input: schema.checks.logging.function_logs_kept
# custom:
#   severity: low
#   scope: account
#   inventory: [lambda_functions, logs_log_groups]
#   partial: region
#   requirements: [LAM-02]
#   risk: What a function did is gone, or is kept for ever by nobody's decision.
#   fix: Set a retention for the log group of the function.
#   frameworks:
#     nist-800-61r3: [PR.PS-04]
package checks.logging.function_logs_kept

import future.keywords.not

import data.checks.lib.result
import data.checks.lib.tally

findings contains result.not_applicable(input.account.id, "has no function that has written a log to its own group") if count(_asked) == 0

findings contains finding if {
	some group in input.tables.logs_log_groups
	[group.region, group.name] in _bad
	finding := result.in_region(result.with_evidence(result.fail(group.name, "is the log of a function and has no retention that somebody decided on"), {"retention_in_days": group.retention_in_days, "log_group_class": group.log_group_class}), group.region)
}

findings contains finding if some finding in tally.passes(input.account.id, _good, "log groups of functions have a retention")

_good := _asked & _recorded

_bad := _asked - _recorded

_asked contains [group.region, group.name] if {
	some group in input.tables.logs_log_groups
	[group.region, group.name] in _of_functions
}

_recorded contains [group.region, group.name] if {
	some group in input.tables.logs_log_groups
	is_number(group.retention_in_days)
	not group.log_group_class == "DELIVERY"
}

# A function that never ran has no group, and nothing to keep.
_of_functions contains [function.region, sprintf("/aws/lambda/%v", [function.name])] if some function in input.tables.lambda_functions
