# METADATA
# title: Containment records what it changes before it changes it
# description: Each step of containment first stores what it is about to change (security groups per interface, policies, concurrency, public access) in a place that responders can read later.
# related_resources:
#   - ref: https://docs.aws.amazon.com/security-ir/latest/userguide/preparation.html
# schemas:
#   - input: schema.checks.containment.original_state_kept
# custom:
#   severity: high
#   scope: organization
#   inventory: []
#   requirements: [CNT-30]
#   risk: After the incident nobody knows any more how production was set up.
#   fix: Let each step write the state before to the evidence bucket, try the way back, and attest it.
package checks.containment.original_state_kept

import future.keywords.not

import data.checks.lib.result

findings contains result.with_reason(result.unknown(input.organization.id, message), "needs-attestation") if {
	message := "needs somebody to attest that containment keeps the original state"
}
