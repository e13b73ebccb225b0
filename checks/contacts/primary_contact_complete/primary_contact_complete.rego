# METADATA
# title: Primary contact names the company and a phone number with country code
# description: The primary contact of the account has a company name and a phone number that begins with a plus sign.
# related_resources:
#   - ref: https://docs.aws.amazon.com/accounts/latest/reference/manage-acct-update-contact-primary.html
# schemas:
#   - input: schema.checks.contacts.primary_contact_complete
# custom:
#   severity: low
#   scope: account
#   inventory: [account_contacts]
#   requirements: [SEC-07]
#   risk: AWS can't prove to whom an account belongs, or call anybody, when its root user has to be recovered.
#   fix: Write company and phone number with country code into the primary contact of the account.
#   frameworks:
#     cis-aws-5.0: ["1.1"]
package checks.contacts.primary_contact_complete

import future.keywords.not

import data.checks.lib.contacts
import data.checks.lib.result

findings contains result.not_applicable(input.account.id, "is in a partition whose accounts do not tell their contacts") if {
	count(input.tables.account_contacts) == 0
	input.account.partition in contacts.partitions_without
}

findings contains result.fail(input.account.id, "has no primary contact") if {
	count(input.tables.account_contacts) == 0
	not input.account.partition in contacts.partitions_without
}

findings contains result.with_evidence(result.fail(input.account.id, message), {"missing": missing}) if {
	some contact in input.tables.account_contacts
	_is_read(contact.full_name, contact.phone_number)
	missing := _missing(contact.company_name, contact.phone_number)
	count(missing) > 0
	message := sprintf("has a primary contact without %s", [concat(" and ", missing)])
}

findings contains result.unknown(input.account.id, "has a primary contact that was not read") if {
	some contact in input.tables.account_contacts
	not _is_read(contact.full_name, contact.phone_number)
}

findings contains result.pass(input.account.id, 1, "has a primary contact with company and phone number") if {
	some contact in input.tables.account_contacts
	_is_read(contact.full_name, contact.phone_number)
	count(_missing(contact.company_name, contact.phone_number)) == 0
}

# AWS demands a name and a phone number of every contact; without both, it was not told.
_is_read(name, phone) if {
	is_string(name)
	is_string(phone)
}

_missing(company, phone) := sort({word |
	some word, is_there in {"a company name": _is_company(company), "a country code": _is_international(phone)}
	is_there == false
})

_is_company(company) if contacts.words(company)

else := false

_is_international(phone) if startswith(contacts.phone(phone), "+")

else := false
