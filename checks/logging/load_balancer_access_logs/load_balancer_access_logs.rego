# METADATA
# title: Load balancers log access
# description: Every application load balancer, every classic one, and every network load balancer with a TLS listener writes access logs to a bucket.
# related_resources:
#   - ref: https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-access-logs.html
# schemas:
#   - input: schema.checks.logging.load_balancer_access_logs
# custom:
#   severity: medium
#   scope: account
#   inventory: [elb_application_load_balancer_logging, elb_network_load_balancer_logging, elb_classic_load_balancer_logging, elb_listeners]
#   partial: region
#   requirements: [ELB-01]
#   risk: Behind a load balancer the real address of the visitor is in its access log only, which does not exist.
#   fix: Switch on access logs of the load balancer.
#   frameworks:
#     aws-sir: [select-and-enable-log-sources]
#     aws-well-architected: [SEC04-BP01]
#     mitre-attack: [DS0015]
#     nist-800-61r3: [PR.PS-04]
package checks.logging.load_balancer_access_logs

import future.keywords.not

import data.checks.lib.result
import data.checks.lib.tally

findings contains result.not_applicable(input.account.id, "has no load balancer that could log access") if count(_asked) == 0

findings contains result.in_region(result.with_evidence(result.fail(id, "takes requests and logs none"), {"kind": kind}), region) if {
	some [region, id, kind] in _asked
	not [region, id] in _logging
}

findings contains finding if some finding in tally.passes(input.account.id, _good, "load balancers log access")

_good contains [region, id] if {
	some [region, id, _] in _asked
	[region, id] in _logging
}

_asked contains [balancer.region, balancer.arn, "application"] if some balancer in input.tables.elb_application_load_balancer_logging

_asked contains [balancer.region, balancer.name, "classic"] if some balancer in input.tables.elb_classic_load_balancer_logging

# Network load balancers log only what they decrypt.
_asked contains [balancer.region, balancer.arn, "network"] if {
	some balancer in input.tables.elb_network_load_balancer_logging
	balancer.arn in _with_tls
}

_with_tls contains listener.load_balancer_arn if {
	some listener in input.tables.elb_listeners
	listener.protocol == "TLS"
}

_logging contains [balancer.region, balancer.arn] if {
	some balancer in input.tables.elb_application_load_balancer_logging
	balancer.access_logs == "true"
	not balancer.access_log_bucket in {null, ""}
}

_logging contains [balancer.region, balancer.arn] if {
	some balancer in input.tables.elb_network_load_balancer_logging
	balancer.access_logs == "true"
	not balancer.access_log_bucket in {null, ""}
}

_logging contains [balancer.region, balancer.name] if {
	some balancer in input.tables.elb_classic_load_balancer_logging
	balancer.access_log_enabled == true
	not balancer.access_log_s3_bucket_name in {null, ""}
}
