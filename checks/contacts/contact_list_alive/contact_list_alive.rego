# METADATA
# title: Security contact address reaches several people who answer
# description: The address of the security contact was tried out within the last months, that is a message was answered in time, at least two people receive it, and the mailbox needs MFA.
# related_resources:
#   - ref: https://docs.aws.amazon.com/security-ir/latest/userguide/preparation.html
# schemas:
#   - input: schema.checks.contacts.contact_list_alive
# custom:
#   severity: high
#   scope: organization
#   inventory: []
#   requirements: [SEC-04]
#   risk: AWS warns an address that nobody reads any more, or that an attacker reads too.
#   fix: Send a message to the security contact, have it answered, and attest it with who answered.
#   frameworks:
#     aws-well-architected: [SEC10-BP01]
package checks.contacts.contact_list_alive

import future.keywords.not

import data.checks.lib.result

findings contains result.with_reason(result.unknown(input.organization.id, message), "needs-attestation") if {
	message := "needs somebody to attest that its security contact answers"
}
