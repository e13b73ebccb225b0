# METADATA
# title: Account has operations and billing contacts
# description: The account has alternate contacts of the types OPERATIONS and BILLING with e-mail addresses.
# related_resources:
#   - ref: https://docs.aws.amazon.com/accounts/latest/reference/manage-acct-update-contact-alternate.html
# schemas:
#   - input: schema.checks.contacts.other_contacts_present
# custom:
#   severity: low
#   scope: account
#   inventory: [account_alternate_contacts]
#   requirements: [SEC-06]
#   risk: Signs of abuse that show first as cost or as an outage reach only the root mailbox.
#   fix: Set the OPERATIONS and BILLING alternate contacts of the account.
package checks.contacts.other_contacts_present

import future.keywords.not

import data.checks.lib.contacts
import data.checks.lib.result

findings contains result.not_applicable(input.account.id, "is in a partition without alternate contacts") if {
	not _asked
}

findings contains result.pass(input.account.id, 2, "has operations and billing contacts") if {
	_asked
	count(_missing) == 0
}

findings contains result.with_evidence(result.fail(input.account.id, message), {"missing": sort(_missing)}) if {
	_asked
	count(_missing) > 0
	message := sprintf("has no %s contact", [lower(concat(" and no ", sort(_missing)))])
}

_asked if not input.account.partition in contacts.partitions_without

_missing := {"BILLING", "OPERATIONS"} - _reachable

_reachable contains contact.contact_type if {
	some contact in input.tables.account_alternate_contacts
	contacts.address(contact.email_address)
}
