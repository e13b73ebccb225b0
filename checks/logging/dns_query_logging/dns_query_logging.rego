# METADATA
# title: DNS queries of VPCs in use are logged
# description: Every VPC of the account that has a network interface is associated with a resolver query log configuration that works. Queries that GuardDuty analyses are no log of the customer.
# related_resources:
#   - ref: https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/resolver-query-logs.html
# schemas:
#   - input: schema.checks.logging.dns_query_logging
# custom:
#   severity: high
#   scope: account
#   inventory: [vpc_vpcs, ec2_network_interfaces, route53_resolver_query_log_configs, route53_resolver_query_log_associations]
#   partial: region
#   requirements: [DNS-01]
#   risk: Nobody can say which host asked for the command server.
#   fix: Associate the VPC with a resolver query log configuration.
#   frameworks:
#     aws-sir: [select-and-enable-log-sources]
#     aws-well-architected: [SEC04-BP01]
#     mitre-attack: [DS0029]
#     nist-800-61r3: [PR.PS-04]
package checks.logging.dns_query_logging

import future.keywords.not

import data.checks.lib.result

findings contains result.not_applicable(input.account.id, "has no VPC in use") if count(_used & _owned) == 0

findings contains result.in_region(result.fail(vpc.vpc_id, "is in use and its DNS queries are not logged"), vpc.region) if {
	some vpc in input.tables.vpc_vpcs
	vpc.vpc_id in _owned
	vpc.vpc_id in _used
	not vpc.vpc_id in _logged
}

findings contains result.in_region(result.pass(input.account.id, count(logged), "VPCs in use have their DNS queries logged"), region) if {
	some region in {vpc.region | some vpc in input.tables.vpc_vpcs}
	logged := {vpc.vpc_id |
		some vpc in input.tables.vpc_vpcs
		vpc.region == region
		vpc.vpc_id in _owned
		vpc.vpc_id in _used
		vpc.vpc_id in _logged
	}
	count(logged) > 0
}

_owned contains vpc.vpc_id if {
	some vpc in input.tables.vpc_vpcs
	not vpc.owner_id in _others
}

# A shared VPC is its owner's to record, and judged there.
_others contains vpc.owner_id if {
	some vpc in input.tables.vpc_vpcs
	is_string(vpc.owner_id)
	vpc.owner_id != input.account.id
}

_used contains interface.vpc_id if {
	some interface in input.tables.ec2_network_interfaces
	is_string(interface.vpc_id)
}

_logged contains association.vpc_id if {
	some association in input.tables.route53_resolver_query_log_associations
	association.status == "ACTIVE"
	association.config_id in _created
}

_created contains config.id if {
	some config in input.tables.route53_resolver_query_log_configs
	config.status == "CREATED"
}
