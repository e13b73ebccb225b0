# METADATA
# title: How to ask AWS for help is written down
# description: It is written down who opens a case with AWS, from which account, with which severity and content, and who answers abuse notices within their time.
# related_resources:
#   - ref: https://docs.aws.amazon.com/security-ir/latest/userguide/preparation.html
# schemas:
#   - input: schema.checks.contacts.support_case_path_known
# custom:
#   severity: medium
#   scope: organization
#   inventory: []
#   requirements: [PLB-05]
#   risk: Hours go by until AWS knows, and an abuse notice runs out unanswered.
#   fix: Write the path down with account, role and text, open a test case, and attest it.
#   frameworks:
#     aws-well-architected: [SEC10-BP01]
package checks.contacts.support_case_path_known

import future.keywords.not

import data.checks.lib.result

findings contains result.with_reason(result.unknown(input.organization.id, message), "needs-attestation") if {
	message := "needs somebody to attest how AWS is asked for help"
}
