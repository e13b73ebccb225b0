# METADATA
# title: VPCs are peered with accounts of the organization only
# description: Every active VPC peering connection has accounts of the organization at both ends.
# related_resources:
#   - ref: https://docs.aws.amazon.com/vpc/latest/peering/what-is-vpc-peering.html
# schemas:
#   - input: schema.checks.containment.peering_within_organization
# custom:
#   severity: medium
#   scope: account
#   inventory: [vpc_peering_connections, organizations_accounts]
#   partial: region
#   requirements: [IAC-08]
#   risk: An attacker comes from, or goes on to, a network whose logs and owners you do not have.
#   fix: Delete the peering connection, or replace it by a PrivateLink endpoint for the one service that is needed.
package checks.containment.peering_within_organization

import future.keywords.not

import data.checks.lib.organization
import data.checks.lib.result
import data.checks.lib.tally

findings contains result.not_applicable(input.account.id, "has no active peering connection") if {
	count([1 | some peering in input.tables.vpc_peering_connections; not peering.status_code in _gone]) == 0
}

findings contains result.in_region(result.unknown(peering.id, "does not tell its state or whose networks it joins"), peering.region) if {
	some peering in input.tables.vpc_peering_connections
	not peering.status_code in _gone
	not _is_known(peering.status_code, peering.accepter_owner_id, peering.requester_owner_id)
}

findings contains finding if {
	some peering in input.tables.vpc_peering_connections
	_is_known(peering.status_code, peering.accepter_owner_id, peering.requester_owner_id)
	not peering.status_code in _gone
	strangers := {peering.accepter_owner_id, peering.requester_owner_id} - organization.account_ids
	count(strangers) > 0
	evidence := {"accepter_vpc_id": peering.accepter_vpc_id, "requester_vpc_id": peering.requester_vpc_id, "strangers": sort(strangers)}
	message := sprintf("joins a network of %s, which is not in the organization", [concat(" and ", sort(strangers))])
	finding := result.in_region(result.with_evidence(result.fail(peering.id, message), evidence), peering.region)
}

findings contains finding if {
	some finding in tally.passes(input.account.id, _good, "peering connections stay within the organization")
}

_good contains [peering.region, peering.id] if {
	some peering in input.tables.vpc_peering_connections
	_is_known(peering.status_code, peering.accepter_owner_id, peering.requester_owner_id)
	not peering.status_code in _gone
	count({peering.accepter_owner_id, peering.requester_owner_id} - organization.account_ids) == 0
}

_is_known(status, accepter, requester) if {
	is_string(status)
	is_string(accepter)
	is_string(requester)
}

_gone := {"deleted", "deleting", "expired", "failed", "rejected"}
