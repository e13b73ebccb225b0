# METADATA
# title: Emergency access that needs no identity provider was tried out
# description: There is a documented way into the organization with full rights that does not depend on the identity provider; it was tried out, and its use raises an alarm.
# related_resources:
#   - ref: https://docs.aws.amazon.com/security-ir/latest/userguide/preparation.html
# schemas:
#   - input: schema.checks.access.break_glass_tested
# custom:
#   severity: high
#   scope: organization
#   inventory: []
#   requirements: [ACC-11]
#   risk: When the identity provider is down or taken over, nobody can get in to stop the attacker.
#   fix: Try the emergency access out, see the alarm arrive, and attest it.
#   frameworks:
#     aws-sir: [prepare-access-to-aws-accounts]
#     aws-well-architected: [SEC10-BP05]
package checks.access.break_glass_tested

import future.keywords.not

import data.checks.lib.result

findings contains result.with_reason(result.unknown(input.organization.id, message), "needs-attestation") if {
	message := "needs somebody to attest that its emergency access was tried out"
}
