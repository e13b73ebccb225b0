# METADATA
# title: Runbook says how one host is kept from DNS
# description: The runbook names the way in which a single host is kept from talking through DNS, that is a quarantine subnet or VPC, or the DNS firewall of the whole VPC with its consequences.
# related_resources:
#   - ref: https://docs.aws.amazon.com/security-ir/latest/userguide/preparation.html
# schemas:
#   - input: schema.checks.containment.dns_choice_made
# custom:
#   severity: medium
#   scope: organization
#   inventory: []
#   requirements: [CNT-08]
#   risk: Responders cut off names for a whole VPC in the heat, or leave the tunnel open.
#   fix: Decide between quarantine VPC and firewall for each kind of network, write it down, and attest it.
#   frameworks:
#     nist-800-61r3: [RS.MI-01]
package checks.containment.dns_choice_made

import future.keywords.not

import data.checks.lib.result

findings contains result.with_reason(result.unknown(input.organization.id, message), "needs-attestation") if {
	message := "needs somebody to attest how single hosts are kept from DNS"
}
