# METADATA
# title: Logs of DNS queries go to a central place
# description: Every Resolver query log configuration that the account owns writes to a bucket outside of the account, to a delivery stream, or to a log group with a subscription or of another account.
# related_resources:
#   - ref: https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/resolver-query-logs.html
# schemas:
#   - input: schema.checks.logging.dns_query_log_destinations
# custom:
#   severity: medium
#   scope: account
#   inventory: [route53_resolver_query_log_configs, s3_buckets, logs_subscription_filters]
#   partial: region
#   requirements: [DNS-02]
#   risk: Who takes over the account can delete what names its hosts asked for.
#   fix: Send the query logs to the bucket of the log archive account.
#   frameworks:
#     aws-well-architected: [SEC04-BP02]
package checks.logging.dns_query_log_destinations

import future.keywords.not

import data.checks.lib.arn
import data.checks.lib.result
import data.checks.lib.tally

findings contains result.not_applicable(input.account.id, "owns no configuration of query logs") if count(_asked) == 0

findings contains finding if {
	some config in input.tables.route53_resolver_query_log_configs
	[config.region, config.id] in _bad
	finding := result.in_region(result.with_evidence(result.fail(config.id, "keeps the logs of DNS queries in the account that they are of"), {"destination_arn": config.destination_arn}), config.region)
}

findings contains finding if some finding in tally.passes(input.account.id, _good, "logs of DNS queries go to a central place")

_good := _asked & _recorded

_bad := _asked - _recorded

_asked contains [config.region, config.id] if {
	some config in input.tables.route53_resolver_query_log_configs
	not _is_foreign(config.owner_id)
	not config.status in {"DELETING", "FAILED"}
}

_recorded contains [config.region, config.id] if {
	some config in input.tables.route53_resolver_query_log_configs
	_is_central(config.destination_arn)
}

# A shared configuration is its owner's.
_is_foreign(owner_id) if {
	is_string(owner_id)
	owner_id != input.account.id
}

_is_central(destination) if arn.parse(destination).service == "firehose"

_is_central(destination) if {
	parts := arn.parse(destination)
	parts.service == "s3"
	not split(parts.resource, "/")[0] in _own_buckets
}

# The log archive keeps its own logs where it keeps everybody's.
_is_central(destination) if {
	arn.parse(destination).service == "s3"
	input.account.id == _home
}

_is_central(destination) if {
	parts := arn.parse(destination)
	parts.service == "logs"
	parts.account != input.account.id
}

_is_central(destination) if {
	parts := arn.parse(destination)
	parts.service == "logs"
	[parts.region, trim_suffix(trim_prefix(parts.resource, "log-group:"), ":*")] in _subscribed
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
