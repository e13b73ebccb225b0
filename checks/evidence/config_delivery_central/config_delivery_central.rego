# METADATA
# title: AWS Config delivers to a bucket outside of the account
# description: No delivery channel of AWS Config writes to a bucket of the account that it records. The log archive account and the security account may keep their own.
# related_resources:
#   - ref: https://docs.aws.amazon.com/config/latest/developerguide/manage-delivery-channel.html
# schemas:
#   - input: schema.checks.evidence.config_delivery_central
# custom:
#   severity: medium
#   scope: account
#   inventory: [config_delivery_channels, s3_buckets]
#   partial: region
#   requirements: [INV-10]
#   risk: Who takes over the account can delete the history of what was changed in it.
#   fix: Let the delivery channel write to the bucket of the log archive account.
#   frameworks:
#     aws-well-architected: [SEC04-BP02]
package checks.evidence.config_delivery_central

import future.keywords.not

import data.checks.lib.result

findings contains result.not_applicable(input.account.id, "has no delivery channel of AWS Config") if {
	count(input.tables.config_delivery_channels) == 0
}

findings contains finding if {
	some channel in input.tables.config_delivery_channels
	not channel.region in _central
	message := sprintf("keeps what AWS Config records in %s in a bucket of its own", [channel.region])
	finding := result.in_region(
		result.with_evidence(result.fail(input.account.id, message), {"s3_bucket_name": channel.s3_bucket_name}),
		channel.region,
	)
}

findings contains result.in_region(result.pass(input.account.id, 1, "delivers what AWS Config records elsewhere"), region) if {
	some region in _central
}

_central contains channel.region if {
	some channel in input.tables.config_delivery_channels
	is_string(channel.s3_bucket_name)
	not channel.s3_bucket_name in _own_buckets
}

_central contains channel.region if {
	some channel in input.tables.config_delivery_channels
	channel.s3_bucket_name in _own_buckets
	_keeps_records
}

_own_buckets contains bucket.name if some bucket in input.tables.s3_buckets

_keeps_records if input.account.id == input.expectations["log-archive-account"]

_keeps_records if input.account.id == input.expectations["security-account"]
