# METADATA
# title: Playbooks exist and were reviewed within a year
# description: Versioned playbooks with an owner, reviewed within twelve months, exist for flow log analysis, compromised IAM credentials, public RDS, S3 ransom, public S3 and asking AWS for help.
# related_resources:
#   - ref: https://docs.aws.amazon.com/security-ir/latest/userguide/preparation.html
# schemas:
#   - input: schema.checks.containment.playbooks_reviewed
# custom:
#   severity: high
#   scope: organization
#   inventory: []
#   requirements: [PLB-01]
#   risk: Everybody in the room has another idea of the next step.
#   fix: Review the six playbooks with those who use them, and attest it with their version.
#   frameworks:
#     aws-sir: [develop-incident-response-playbooks]
#     aws-well-architected: [SEC10-BP04]
#     nist-800-61r3: [ID.IM-04]
package checks.containment.playbooks_reviewed

import future.keywords.not

import data.checks.lib.result

findings contains result.with_reason(result.unknown(input.organization.id, message), "needs-attestation") if {
	message := "needs somebody to attest that its playbooks were reviewed"
}
