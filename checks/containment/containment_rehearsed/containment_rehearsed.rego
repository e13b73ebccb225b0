# METADATA
# title: Containment automation was rehearsed, and so was undoing it
# description: The automation for containment is deployed at a pinned version, its execution roles exist in every account, and it was rehearsed within the last months, with the way back.
# related_resources:
#   - ref: https://docs.aws.amazon.com/security-ir/latest/userguide/preparation.html
# schemas:
#   - input: schema.checks.containment.containment_rehearsed
# custom:
#   severity: medium
#   scope: organization
#   inventory: []
#   requirements: [CNT-29, RSP-15]
#   risk: The automation fails on its first real use, or nobody can undo what it did.
#   fix: Run the automation against a test account, undo it, and attest it.
#   frameworks:
#     aws-well-architected: [SEC10-BP07]
#     nist-800-61r3: [ID.IM-02, RS.MI-01]
package checks.containment.containment_rehearsed

import future.keywords.not

import data.checks.lib.result

findings contains result.with_reason(result.unknown(input.organization.id, message), "needs-attestation") if {
	message := "needs somebody to attest that containment was rehearsed"
}
