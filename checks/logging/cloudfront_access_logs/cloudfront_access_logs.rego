# METADATA
# title: CloudFront distributions log access
# description: Every enabled CloudFront distribution has standard logging of the older kind, or access logs that CloudWatch Logs delivers, or real-time logs on all of its cache behaviors.
# related_resources:
#   - ref: https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/logging.html
# schemas:
#   - input: schema.checks.logging.cloudfront_access_logs
# custom:
#   severity: medium
#   scope: account
#   inventory: [cloudfront_distribution_logging, logs_delivery_sources, logs_deliveries]
#   partial: region
#   requirements: [CFD-01]
#   risk: Who fetched what from the company's public sites is unknown, and so is the address of whoever attacked them.
#   fix: Switch on standard logging for the distribution.
#   frameworks:
#     aws-well-architected: [SEC04-BP01]
#     mitre-attack: [DS0015]
#     nist-800-61r3: [PR.PS-04]
package checks.logging.cloudfront_access_logs

import future.keywords.not

import data.checks.lib.result

findings contains result.not_applicable(input.account.id, "has no enabled CloudFront distribution") if count(_asked) == 0

findings contains finding if {
	some distribution in input.tables.cloudfront_distribution_logging
	["", distribution.arn] in _bad
	finding := result.with_evidence(result.fail(distribution.arn, "answers the public and logs no access"), {"id": distribution.id, "standard_logging": distribution.standard_logging, "default_realtime_log": distribution.default_realtime_log})
}

findings contains result.pass(input.account.id, count(_good), "CloudFront distributions log access") if count(_good) > 0

_good := _asked & _recorded

_bad := _asked - _recorded

_asked contains ["", distribution.arn] if {
	some distribution in input.tables.cloudfront_distribution_logging
	not distribution.enabled == false
}

_recorded contains ["", distribution.arn] if {
	some distribution in input.tables.cloudfront_distribution_logging
	distribution.standard_logging == true
}

_recorded contains ["", distribution.arn] if {
	some distribution in input.tables.cloudfront_distribution_logging
	distribution.arn in _delivered
}

_recorded contains ["", distribution.arn] if {
	some distribution in input.tables.cloudfront_distribution_logging
	is_string(distribution.default_realtime_log)
	distribution.default_realtime_log != ""
	every log in _list(distribution.realtime_logs) {
		is_string(log)
		log != ""
	}
}

# A source counts when something delivers it. Sources of CloudFront stand in us-east-1.
_delivered contains resource_arn if {
	some source in input.tables.logs_delivery_sources
	source.log_type == "ACCESS_LOGS"
	[source.source_region, source.name] in _with_delivery
	some resource_arn in source.resource_arns
}

_with_delivery contains [delivery.source_region, delivery.delivery_source_name] if some delivery in input.tables.logs_deliveries

_list(value) := value if is_array(value)

else := []
