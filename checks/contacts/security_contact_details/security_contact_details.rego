# METADATA
# title: Security contact has the current name, title and phone
# description: Name, title and phone of the SECURITY contact equal the ones that contacts.yaml wants for this account, else the configured ones. White space and the punctuation of phone numbers don't count.
# related_resources:
#   - ref: https://docs.aws.amazon.com/accounts/latest/reference/manage-acct-update-contact-alternate.html
# schemas:
#   - input: schema.checks.contacts.security_contact_details
# custom:
#   severity: medium
#   scope: account
#   inventory: [account_alternate_contacts, muster_wanted_contacts]
#   requirements: [SEC-03]
#   risk: In a serious case AWS calls, and reaches a number that nobody answers or a person who has left.
#   fix: Write name, title and phone of the SECURITY contact anew, in all accounts alike.
#   frameworks:
#     aws-sir: [update-aws-account-contact-information]
#     aws-well-architected: [SEC10-BP01]
package checks.contacts.security_contact_details

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
	count(_not_configured) > 0
	count(_different) == 0
	message := sprintf("can't be compared in full, since no %s is configured", [concat(", ", sort(_not_configured))])
}

findings contains result.fail(input.account.id, "has no security contact") if {
	_asked
	count(_configured) > 0
	count(_contacts) == 0
}

findings contains result.with_evidence(result.fail(input.account.id, message), evidence) if {
	_asked
	count(_contacts) > 0
	count(_different) > 0
	message := sprintf("has a security contact whose %s differs from the configured one", [concat(", ", sort(_different))])
	evidence := {
		"found": {field: concat(", ", told) | some field in _different; told := _told(field); count(told) > 0},
		"wanted": {field: _wanted[field] | some field in _different},
	}
}

findings contains result.pass(input.account.id, 1, "has a security contact with the configured name, title and phone") if {
	_asked
	count(_configured) > 0
	count(_not_configured) == 0
	count(_contacts) > 0
	count(_different) == 0
}

_asked if not input.account.partition in contacts.partitions_without

_configured contains field if some field in object.keys(_wanted)

_not_configured contains sprintf("'expectations.security-contact.%s'", [field]) if {
	not _rule
	some field in {"name", "title", "phone"}
	not field in _configured
}

_contacts contains contact.account_id if some contact in _security

_different contains field if {
	some field, value in _wanted
	_found[field] != {value}
}

_wanted := object.union_n([
	{"name": name | name := contacts.words(_source.name)},
	{"title": title | title := contacts.words(_source.title)},
	{"phone": phone | phone := contacts.phone(_source.phone)},
])

_source := _rule if _rule

else := input.expectations["security-contact"]

# What contacts.yaml wants here; its nearest rule comes before the one contact for all accounts.
_rule := [rule | some rule in input.tables.muster_wanted_contacts; rule.contact_type == "SECURITY"][0]

# What the contacts say of each field, null where one says nothing.
_found := {
	"name": {_words(contact.name) | some contact in _security},
	"title": {_words(contact.contact_title) | some contact in _security},
	"phone": {_phone(contact.phone_number) | some contact in _security},
}

_told(field) := sort({value | some value in _found[field]; is_string(value)})

_security := [contact |
	some contact in input.tables.account_alternate_contacts
	contact.contact_type == "SECURITY"
]

_words(text) := contacts.words(text) if contacts.words(text)

else := null

_phone(text) := contacts.phone(text) if contacts.phone(text)

else := null
