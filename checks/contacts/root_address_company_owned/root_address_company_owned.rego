# METADATA
# title: Root address belongs to the company and to one account only
# description: The e-mail address of the root user is in the domain of the configured security contact or below it, is no mailbox at a consumer provider, and no other account of the organization has it.
# related_resources:
#   - ref: https://docs.aws.amazon.com/IAM/latest/UserGuide/root-user-best-practices.html
# schemas:
#   - input: schema.checks.contacts.root_address_company_owned
# custom:
#   severity: high
#   scope: account
#   inventory: [organizations_accounts]
#   requirements: [SEC-05]
#   risk: Who holds the root mailbox can take over the account by a password reset, and critical notices go there first.
#   fix: Change the root address to a group address in the company's own domain.
package checks.contacts.root_address_company_owned

import future.keywords.not

import data.checks.lib.contacts
import data.checks.lib.result

findings contains result.unknown(input.account.id, "has a root address that could not be read") if not _address

findings contains result.unknown(input.account.id, message) if {
	_address
	count(_faults) == 0
	not _company
	message := "has a root address that can't be judged, since no 'expectations.security-contact.email' is configured"
}

findings contains result.with_evidence(result.fail(input.account.id, message), evidence) if {
	count(_faults) > 0
	message := sprintf("has a root address %s", [concat(" and ", sort(_faults))])
	evidence := {"email": _address, "shared_with": sort(_sharing)}
}

findings contains result.pass(input.account.id, 1, "has a root address of the company that no other account has") if {
	_address
	_company
	count(_faults) == 0
}

_address := contacts.address(input.account.email)

_company := contacts.domain(input.expectations["security-contact"].email)

_faults contains "at a consumer mail provider" if contacts.is_consumer(contacts.domain(_address))

_faults contains sprintf("outside the company's domain %s", [_company]) if {
	not contacts.within(contacts.domain(_address), _company)
}

_faults contains "that another account has too" if count(_sharing) > 0

_sharing contains account.id if {
	some account in input.organization.tables.organizations_accounts
	account.id != input.account.id
	is_string(account.email)
	contains(lower(account.email), _address)
	contacts.address(account.email) == _address
}
