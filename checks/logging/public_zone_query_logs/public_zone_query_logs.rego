# METADATA
# title: Public hosted zones log their queries
# description: Every public hosted zone of the account has a query logging configuration.
# related_resources:
#   - ref: https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/query-logs.html
# schemas:
#   - input: schema.checks.logging.public_zone_query_logs
# custom:
#   severity: low
#   scope: account
#   inventory: [route53_zones, route53_query_logs]
#   partial: region
#   requirements: [DNS-03]
#   risk: Nobody can say who looked up a name that an intruder put into the company's zone.
#   fix: Configure query logging for the zone, to a log group in us-east-1.
#   frameworks:
#     aws-well-architected: [SEC04-BP01]
#     nist-800-61r3: [PR.PS-04]
package checks.logging.public_zone_query_logs

import future.keywords.not

import data.checks.lib.result

findings contains result.not_applicable(input.account.id, "has no public hosted zone") if count(_asked) == 0

findings contains finding if {
	some zone in input.tables.route53_zones
	["", zone.id] in _bad
	finding := result.with_evidence(result.fail(zone.id, "is a public hosted zone whose queries are not logged"), {"name": zone.name})
}

findings contains result.pass(input.account.id, count(_good), "public hosted zones log their queries") if count(_good) > 0

_good := _asked & _recorded

_bad := _asked - _recorded

_asked contains ["", zone.id] if {
	some zone in input.tables.route53_zones
	not zone.private_zone == true
}

_recorded contains ["", zone.id] if {
	some zone in input.tables.route53_zones
	_bare(zone.id) in _logged
}

_logged contains _bare(log.hosted_zone_id) if {
	some log in input.tables.route53_query_logs
	is_string(log.cloud_watch_logs_log_group_arn)
}

# Some calls put the path before the id.
_bare(id) := trim_prefix(id, "/hostedzone/") if is_string(id)
