# METADATA
# description: The organization as a check of one account sees it. Each rule is evaluated once a request, however many checks ask.
package checks.lib.organization

# METADATA
# description: The ids of all accounts of the organization, and of this one. A check that uses it declares organizations_accounts.
account_ids := {account.id | some account in input.organization.tables.organizations_accounts} | {input.account.id}

# METADATA
# description: What the organization says of this account; undefined when it says nothing.
account := found[0] if {
	found := [row |
		some row in input.organization.tables.organizations_accounts
		row.id == input.account.id
	]
	count(found) > 0
}
