# METADATA
# title: SIEM has events of every active account of the last 24 hours
# description: Each account of the organization in state ACTIVE has at least one CloudTrail event of the last 24 hours in the SIEM.
# related_resources:
#   - ref: https://docs.aws.amazon.com/awscloudtrail/latest/userguide/creating-trail-organization.html
# schemas:
#   - input: schema.checks.logging.siem_sees_every_account
# custom:
#   severity: critical
#   scope: organization
#   inventory: [siem_cloudtrail_accounts, organizations_accounts]
#   requirements: [SIEM-07]
#   risk: Searches for a stolen key or an address say nothing of the account, and nobody knows that they say nothing.
#   fix: Follow the account's events from its trail over the bucket and the queue to the SIEM, and mend what stops them.
#   frameworks:
#     nist-800-61r3: [PR.PS-04]
package checks.logging.siem_sees_every_account

import future.keywords.not

import data.checks.lib.result

findings contains result.unknown(input.organization.id, "gives no list of active accounts") if count(_active) == 0

findings contains result.with_evidence(result.fail(account.id, message), {"name": account.name}) if {
	some account in input.organization.tables.organizations_accounts
	account.state == "ACTIVE"
	not account.id in _seen
	message := "has no CloudTrail event of the last 24 hours in the SIEM, or none that tells its account"
}

findings contains result.unknown(account.id, "is an account of the organization that does not tell its state") if {
	some account in input.organization.tables.organizations_accounts
	not is_string(account.state)
}

findings contains result.pass(input.organization.id, count(_active & _seen), message) if {
	count(_active & _seen) > 0
	message := sprintf("has events of %v of %v active accounts in the SIEM", [count(_active & _seen), count(_active)])
}

_active contains account.id if {
	some account in input.organization.tables.organizations_accounts
	account.state == "ACTIVE"
}

_seen contains row.recipient_account_id if {
	some row in input.organization.tables.siem_cloudtrail_accounts
	row.events > 0
	is_string(row.newest)
}
