# METADATA
# title: Forensic image, tools and locked evidence bucket are staged
# description: A forensic machine image, a bucket with tools, a bucket with Object Lock for evidence and the documents that run the capture are in place and were used once.
# related_resources:
#   - ref: https://docs.aws.amazon.com/security-ir/latest/userguide/preparation.html
# schemas:
#   - input: schema.checks.containment.forensic_tools_staged
# custom:
#   severity: medium
#   scope: organization
#   inventory: []
#   requirements: [CNT-31]
#   risk: Memory is lost because the tool to capture it has to be built first.
#   fix: Run one capture of memory and disk into the evidence bucket, and attest it.
#   frameworks:
#     aws-well-architected: [SEC10-BP03]
#     nist-800-61r3: [RS.AN-07]
package checks.containment.forensic_tools_staged

import future.keywords.not

import data.checks.lib.result

findings contains result.with_reason(result.unknown(input.organization.id, message), "needs-attestation") if {
	message := "needs somebody to attest that its forensic tools were used once"
}
