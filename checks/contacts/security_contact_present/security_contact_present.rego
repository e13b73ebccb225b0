# METADATA
# title: Account has a security contact
# description: The account has an alternate contact of type SECURITY with an e-mail address. Which address it is, another check compares.
# related_resources:
#   - ref: https://docs.aws.amazon.com/accounts/latest/reference/manage-acct-update-contact-alternate.html
# schemas:
#   - input: schema.checks.contacts.security_contact_present
# custom:
#   severity: critical
#   scope: account
#   inventory: [account_alternate_contacts]
#   requirements: [SEC-01]
#   risk: AWS sends notices of leaked keys and abuse to the root mailbox alone, where nobody on call reads them.
#   fix: Set the SECURITY alternate contact of the account, for all accounts at once with `muster contacts`.
#   frameworks:
#     aws-sir: [update-aws-account-contact-information]
#     aws-well-architected: [SEC10-BP01]
#     cis-aws-5.0: ["1.2"]
package checks.contacts.security_contact_present

import future.keywords.not

import data.checks.lib.contacts
import data.checks.lib.result

findings contains result.not_applicable(input.account.id, "is in a partition without alternate contacts") if {
	input.account.partition in contacts.partitions_without
}

findings contains result.pass(input.account.id, 1, "has a security contact") if {
	not input.account.partition in contacts.partitions_without
	"SECURITY" in _reachable
}

findings contains result.fail(input.account.id, "has no security contact with an e-mail address") if {
	not input.account.partition in contacts.partitions_without
	not "SECURITY" in _reachable
}

_reachable contains contact.contact_type if {
	some contact in input.tables.account_alternate_contacts
	contacts.address(contact.email_address)
}
