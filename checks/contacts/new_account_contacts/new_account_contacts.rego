# METADATA
# title: New accounts have a security contact within a day
# description: An account that joined the organization in the last 7 days has an alternate contact of type SECURITY with an e-mail address. Accounts that are older are asked by security_contact_present alone.
# related_resources:
#   - ref: https://docs.aws.amazon.com/accounts/latest/reference/manage-acct-update-contact-alternate.html
# schemas:
#   - input: schema.checks.contacts.new_account_contacts
# custom:
#   severity: medium
#   scope: account
#   inventory: [account_alternate_contacts, organizations_accounts]
#   requirements: [SEC-08]
#   risk: Whatever sets contacts has stopped working, and each new account starts without anybody whom AWS can warn.
#   fix: Set the contact when an account is made, by the account factory or a rule on CreateAccountResult.
package checks.contacts.new_account_contacts

import future.keywords.not

import data.checks.lib.cloudtrail
import data.checks.lib.contacts
import data.checks.lib.organization
import data.checks.lib.result

findings contains result.not_applicable(input.account.id, "is in a partition without alternate contacts") if {
	_has_no_contacts
}

findings contains result.not_applicable(input.account.id, "is in no organization, which it could have joined") if {
	not _has_no_contacts
	count(input.organization.tables.organizations_accounts) == 0
}

findings contains result.unknown(input.account.id, "can't be judged, since nobody could tell when it joined the organization") if {
	not _has_no_contacts
	count(input.organization.tables.organizations_accounts) > 0
	not _age
}

findings contains result.not_applicable(input.account.id, "joined the organization more than 7 days ago") if {
	not _has_no_contacts
	_age > _new
}

findings contains result.pass(input.account.id, 1, "is new and has a security contact") if {
	not _has_no_contacts
	_age <= _new
	"SECURITY" in _reachable
}

findings contains result.with_evidence(result.fail(input.account.id, message), {"joined": _joined}) if {
	not _has_no_contacts
	_age <= _new
	_age > _patience
	not "SECURITY" in _reachable
	message := sprintf("joined the organization %d days ago and has no security contact", [max({1, floor(_age / 86400)})])
}

findings contains result.unknown(input.account.id, "joined the organization less than a day ago and has no security contact yet") if {
	not _has_no_contacts
	_age <= _patience
	not "SECURITY" in _reachable
}

_new := 7 * 86400

_patience := 86400

_has_no_contacts if input.account.partition in contacts.partitions_without

_joined := organization.account.joined_timestamp

_age := cloudtrail.age(_joined, input.now)

_reachable contains contact.contact_type if {
	some contact in input.tables.account_alternate_contacts
	contacts.address(contact.email_address)
}
