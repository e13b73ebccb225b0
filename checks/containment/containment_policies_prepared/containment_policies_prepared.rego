# METADATA
# title: Containment policies and trusted addresses are prepared
# description: Deny policies for critical applications (all but what the application needs) and a policy that binds to addresses are written, tried, and allow for calls through VPC endpoints; the list of trusted addresses is current.
# related_resources:
#   - ref: https://docs.aws.amazon.com/security-ir/latest/userguide/preparation.html
# schemas:
#   - input: schema.checks.containment.containment_policies_prepared
# custom:
#   severity: medium
#   scope: organization
#   inventory: []
#   requirements: [CNT-20, CNT-21]
#   risk: The only choice left in the incident is between breaking production and watching the attacker.
#   fix: Write the policies with the owners of the critical applications, simulate them, and attest it.
#   frameworks:
#     aws-well-architected: [SEC10-BP06]
#     nist-800-61r3: [RS.MI-01]
package checks.containment.containment_policies_prepared

import future.keywords.not

import data.checks.lib.result

findings contains result.with_reason(result.unknown(input.organization.id, message), "needs-attestation") if {
	message := "needs somebody to attest that its containment policies were tried"
}
