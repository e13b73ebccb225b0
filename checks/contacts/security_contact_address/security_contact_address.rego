# METADATA
# title: Security contact is the company's security address
# description: The e-mail address of the SECURITY contact equals the one that contacts.yaml wants for this account, else the configured one, without regard to case and white space, and is not the root address of the account.
# related_resources:
#   - ref: https://docs.aws.amazon.com/accounts/latest/reference/manage-acct-update-contact-alternate.html
# schemas:
#   - input: schema.checks.contacts.security_contact_address
# custom:
#   severity: high
#   scope: account
#   inventory: [account_alternate_contacts, muster_wanted_contacts]
#   requirements: [SEC-02]
#   risk: Notices go to somebody who left, to one person's mailbox, or to a supplier, and the responders never see them.
#   fix: Set the address of the SECURITY contact to the company's security distribution list.
#   frameworks:
#     aws-sir: [update-aws-account-contact-information]
#     aws-well-architected: [SEC10-BP01]
package checks.contacts.security_contact_address

import future.keywords.not

import data.checks.lib.contacts
import data.checks.lib.result

findings contains result.not_applicable(input.account.id, "is in a partition without alternate contacts") if {
	not _asked
}

findings contains result.not_applicable(input.account.id, message) if {
	_asked
	_rule.wish == "absent"
	message := sprintf("shall have no security contact, by the rule for %s", [_rule.rule])
}

findings contains result.unknown(input.account.id, message) if {
	_asked
	not _wanted
	not _rule
	message := "can't be compared, since no 'expectations.security-contact.email' is configured"
}

findings contains result.fail(input.account.id, "has no security contact with an e-mail address") if {
	_asked
	_wanted
	count(_found) == 0
}

findings contains result.with_evidence(result.fail(input.account.id, message), evidence) if {
	_asked
	some address in _found
	address != _wanted
	message := sprintf("has the security contact %s instead of %s", [address, _wanted])
	evidence := {"found": address, "wanted": _wanted, "wanted_by": _wanted_by}
}

findings contains result.with_evidence(result.fail(input.account.id, message), evidence) if {
	_asked
	_wanted in _found
	_wanted == _root
	message := "uses its root address as security contact"
	evidence := {"found": _wanted, "root": _root}
}

findings contains result.pass(input.account.id, 1, "has the company's security address as security contact") if {
	_asked
	_found == {_wanted}
	not _wanted == _root
}

_asked if not input.account.partition in contacts.partitions_without

_wanted := contacts.address(_rule.email) if _rule

else := contacts.address(input.expectations["security-contact"].email) if not _rule

# What contacts.yaml wants here; its nearest rule comes before the one address for all accounts.
_rule := [rule | some rule in input.tables.muster_wanted_contacts; rule.contact_type == "SECURITY"][0]

_wanted_by := _rule.rule if _rule

else := "expectations.security-contact"

_root := contacts.address(input.account.email)

_found contains contacts.address(contact.email_address) if {
	some contact in input.tables.account_alternate_contacts
	contact.contact_type == "SECURITY"
}
