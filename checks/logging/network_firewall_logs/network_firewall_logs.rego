# METADATA
# title: Network firewalls log flows and alerts
# description: Every AWS Network Firewall of the account has a destination for logs of kind FLOW and one for logs of kind ALERT.
# related_resources:
#   - ref: https://docs.aws.amazon.com/network-firewall/latest/developerguide/firewall-logging.html
# schemas:
#   - input: schema.checks.logging.network_firewall_logs
# custom:
#   severity: medium
#   scope: account
#   inventory: [networkfirewall_firewalls]
#   partial: region
#   requirements: [DNS-04]
#   risk: A firewall that sees everything keeps nothing of it, neither what it let through nor what it stopped.
#   fix: Configure destinations for flow and alert logs of the firewall.
#   frameworks:
#     aws-well-architected: [SEC04-BP01]
#     mitre-attack: [DS0029]
#     nist-800-61r3: [PR.PS-04]
package checks.logging.network_firewall_logs

import future.keywords.not

import data.checks.lib.result
import data.checks.lib.tally

findings contains result.not_applicable(input.account.id, "has no network firewall") if count(_asked) == 0

findings contains finding if {
	some firewall in input.tables.networkfirewall_firewalls
	[firewall.region, firewall.arn] in _bad
	finding := result.in_region(result.with_evidence(result.fail(firewall.arn, "does not log both its flows and its alerts"), {"vpc_id": firewall.vpc_id, "logging_configuration": firewall.logging_configuration}), firewall.region)
}

findings contains finding if some finding in tally.passes(input.account.id, _good, "network firewalls log flows and alerts")

_good := _asked & _recorded

_bad := _asked - _recorded

_asked contains [firewall.region, firewall.arn] if some firewall in input.tables.networkfirewall_firewalls

_recorded contains [firewall.region, firewall.arn] if {
	some firewall in input.tables.networkfirewall_firewalls
	{"FLOW", "ALERT"} - {log.LogType | some log in firewall.logging_configuration.LogDestinationConfigs} == set()
}
