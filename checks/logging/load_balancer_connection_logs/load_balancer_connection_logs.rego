# METADATA
# title: Load balancers that ask for client certificates log connections
# description: Every application load balancer with a listener of mutual TLS writes connection logs, which name the client's certificate.
# related_resources:
#   - ref: https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-connection-logs.html
# schemas:
#   - input: schema.checks.logging.load_balancer_connection_logs
# custom:
#   severity: info
#   scope: account
#   inventory: [elb_application_load_balancer_logging, elb_listeners]
#   partial: region
#   requirements: [ELB-02]
#   risk: Which certificate was used, or was refused, cannot be told.
#   fix: Switch on connection logs of the load balancer.
#   frameworks:
#     aws-well-architected: [SEC04-BP01]
#     nist-800-61r3: [PR.PS-04]
package checks.logging.load_balancer_connection_logs

import future.keywords.not

import data.checks.lib.result
import data.checks.lib.tally

findings contains result.not_applicable(input.account.id, "has no load balancer that asks clients for certificates") if count(_asked) == 0

findings contains finding if {
	some balancer in input.tables.elb_application_load_balancer_logging
	[balancer.region, balancer.arn] in _bad
	finding := result.in_region(result.with_evidence(result.fail(balancer.arn, "asks clients for certificates and does not log connections"), {"name": balancer.name, "connection_logs": balancer.connection_logs}), balancer.region)
}

findings contains finding if some finding in tally.passes(input.account.id, _good, "load balancers with mutual TLS log connections")

_good := _asked & _recorded

_bad := _asked - _recorded

_asked contains [balancer.region, balancer.arn] if {
	some balancer in input.tables.elb_application_load_balancer_logging
	balancer.arn in _mutual
}

_recorded contains [balancer.region, balancer.arn] if {
	some balancer in input.tables.elb_application_load_balancer_logging
	balancer.connection_logs == "true"
}

_mutual contains listener.load_balancer_arn if {
	some listener in input.tables.elb_listeners
	listener.mutual_authentication_mode in {"verify", "passthrough"}
}
