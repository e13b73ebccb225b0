# METADATA
# title: Every active account of the organization is connected
# description: Each account of the organization in state ACTIVE has a connection that answers in this run, so that no account is missing from the inventory.
# related_resources:
#   - ref: https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_accounts_list.html
# schemas:
#   - input: schema.checks.evidence.account_inventory_complete
# custom:
#   severity: critical
#   scope: organization
#   inventory: [organizations_accounts]
#   requirements: [INV-01]
#   risk: An address or key from an account that nobody reads can't be found, and its gaps never show in a report.
#   fix: Configure a Steampipe connection for the account, with the audit role of that account.
package checks.evidence.account_inventory_complete

import future.keywords.not

import data.checks.lib.result

findings contains result.unknown(input.organization.id, "gives no list of active accounts") if count(_active) == 0

findings contains result.with_evidence(result.fail(account.id, message), {"name": account.name}) if {
	some account in input.organization.tables.organizations_accounts
	account.state == "ACTIVE"
	not account.id in _connected
	message := "is an active account of the organization and has no connection that answers"
}

findings contains result.unknown(account.id, "is an account of the organization that does not tell its state") if {
	some account in input.organization.tables.organizations_accounts
	not is_string(account.state)
}

findings contains result.pass(input.organization.id, count(_answering), message) if {
	count(_answering) > 0
	message := sprintf("has %v of %v active accounts connected", [count(_answering), count(_active)])
}

_active contains account.id if {
	some account in input.organization.tables.organizations_accounts
	account.state == "ACTIVE"
}

_connected contains id if some id in input.organization.connected

_answering := _active & _connected
