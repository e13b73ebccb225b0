# METADATA
# title: Incident exercise was held within a year
# description: An exercise within the last six to twelve months used the responder role and a message to the security contact.
# related_resources:
#   - ref: https://docs.aws.amazon.com/security-ir/latest/userguide/preparation.html
# schemas:
#   - input: schema.checks.containment.exercise_held
# custom:
#   severity: medium
#   scope: organization
#   inventory: []
#   requirements: [PLB-04]
#   risk: Rights, addresses and playbooks are found wanting during the first real incident.
#   fix: Hold an exercise that assumes the responder role, and attest it with its date and lessons.
#   frameworks:
#     aws-well-architected: [SEC10-BP07]
#     nist-800-61r3: [ID.IM-02]
package checks.containment.exercise_held

import future.keywords.not

import data.checks.lib.result

findings contains result.with_reason(result.unknown(input.organization.id, message), "needs-attestation") if {
	message := "needs somebody to attest that an exercise was held"
}
