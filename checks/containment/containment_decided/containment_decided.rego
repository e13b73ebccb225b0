# METADATA
# title: Who may stop production is decided for every account
# description: For each account it is decided whether suspected or only confirmed compromise is contained without asking, and who decides about denying everything or all but what the application needs.
# related_resources:
#   - ref: https://docs.aws.amazon.com/security-ir/latest/userguide/preparation.html
# schemas:
#   - input: schema.checks.containment.containment_decided
# custom:
#   severity: medium
#   scope: organization
#   inventory: []
#   requirements: [PLB-07]
#   risk: Nobody dares to stop production, and the attacker has the night.
#   fix: Decide with the owners of the accounts, write names and telephone numbers down, and attest it.
#   frameworks:
#     nist-800-61r3: [RS.MI-01]
package checks.containment.containment_decided

import future.keywords.not

import data.checks.lib.result

findings contains result.with_reason(result.unknown(input.organization.id, message), "needs-attestation") if {
	message := "needs somebody to attest who may stop production"
}
