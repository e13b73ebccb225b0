# METADATA
# title: Account for forensics is prepared in each region in use
# description: An account or unit for forensics exists with a clean VPC, a KMS key and a bucket for evidence in each region in use, and snapshots can be shared with it.
# related_resources:
#   - ref: https://docs.aws.amazon.com/security-ir/latest/userguide/preparation.html
# schemas:
#   - input: schema.checks.containment.forensics_account_prepared
# custom:
#   severity: medium
#   scope: organization
#   inventory: []
#   requirements: [ACC-14]
#   risk: Evidence is examined in the account in which the attacker still is.
#   fix: Prepare the account, share one snapshot with it as a test, and attest it.
#   frameworks:
#     aws-well-architected: [SEC10-BP03]
#     nist-800-61r3: [RS.AN-07]
package checks.containment.forensics_account_prepared

import future.keywords.not

import data.checks.lib.result

findings contains result.with_reason(result.unknown(input.organization.id, message), "needs-attestation") if {
	message := "needs somebody to attest that its forensics account is ready"
}
