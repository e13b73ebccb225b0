# METADATA
# title: Runbooks look for the way in before and while they contain
# description: The runbooks say to find how the attacker came in before or while containing, and not to give the application back before that is closed.
# related_resources:
#   - ref: https://docs.aws.amazon.com/security-ir/latest/userguide/preparation.html
# schemas:
#   - input: schema.checks.containment.runbooks_find_the_vector
# custom:
#   severity: medium
#   scope: organization
#   inventory: []
#   requirements: [PLB-08]
#   risk: The session is revoked, and the same hole gives out the next one.
#   fix: Add the step to the runbooks, with the logs to look at, and attest it.
#   frameworks:
#     aws-well-architected: [SEC10-BP04]
#     nist-800-61r3: [RS.AN-03]
package checks.containment.runbooks_find_the_vector

import future.keywords.not

import data.checks.lib.result

findings contains result.with_reason(result.unknown(input.organization.id, message), "needs-attestation") if {
	message := "needs somebody to attest that runbooks look for the way in"
}
