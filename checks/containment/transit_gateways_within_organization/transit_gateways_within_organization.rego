# METADATA
# title: Transit gateways join accounts of the organization only
# description: Every attachment of a transit gateway that the account sees joins a network of the organization to a gateway of the organization.
# related_resources:
#   - ref: https://docs.aws.amazon.com/vpc/latest/tgw/tgw-vpc-attachments.html
# schemas:
#   - input: schema.checks.containment.transit_gateways_within_organization
# custom:
#   severity: medium
#   scope: account
#   inventory: [ec2_transit_gateway_attachments, organizations_accounts]
#   partial: region
#   requirements: [IAC-08]
#   risk: An attacker comes from, or goes on to, a network whose logs and owners you do not have.
#   fix: Delete the attachment, or replace it by a PrivateLink endpoint for the one service that is needed.
package checks.containment.transit_gateways_within_organization

import future.keywords.not

import data.checks.lib.organization
import data.checks.lib.result
import data.checks.lib.tally

findings contains result.not_applicable(input.account.id, "sees no attachment of a transit gateway") if {
	count([1 | some attachment in input.tables.ec2_transit_gateway_attachments; not attachment.state in _gone]) == 0
}

findings contains result.in_region(result.unknown(attachment.transit_gateway_attachment_id, "does not tell its state or whose it is"), attachment.region) if {
	some attachment in input.tables.ec2_transit_gateway_attachments
	not attachment.state in _gone
	not _is_known(attachment.state, attachment.resource_owner_id, attachment.transit_gateway_owner_id)
}

findings contains finding if {
	some attachment in input.tables.ec2_transit_gateway_attachments
	_is_known(attachment.state, attachment.resource_owner_id, attachment.transit_gateway_owner_id)
	not attachment.state in _gone
	strangers := {attachment.resource_owner_id, attachment.transit_gateway_owner_id} - organization.account_ids
	count(strangers) > 0
	evidence := {"resource_id": attachment.resource_id, "transit_gateway_id": attachment.transit_gateway_id, "strangers": sort(strangers)}
	message := sprintf("joins a network or a gateway of %s, which is not in the organization", [concat(" and ", sort(strangers))])
	finding := result.in_region(result.with_evidence(result.fail(attachment.transit_gateway_attachment_id, message), evidence), attachment.region)
}

findings contains finding if {
	some finding in tally.passes(input.account.id, _good, "attachments of transit gateways stay within the organization")
}

_good contains [attachment.region, attachment.transit_gateway_attachment_id] if {
	some attachment in input.tables.ec2_transit_gateway_attachments
	_is_known(attachment.state, attachment.resource_owner_id, attachment.transit_gateway_owner_id)
	not attachment.state in _gone
	count({attachment.resource_owner_id, attachment.transit_gateway_owner_id} - organization.account_ids) == 0
}

_is_known(state, network, gateway) if {
	is_string(state)
	is_string(network)
	is_string(gateway)
}

_gone := {"deleted", "deleting", "failed", "failing", "rejected", "rejecting"}
