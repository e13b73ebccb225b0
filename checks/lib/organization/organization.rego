# METADATA
# description: The organization as a check of one account sees it. Each rule is evaluated once a request, however many checks ask.
package checks.lib.organization

import future.keywords.not

import data.checks.lib.arn

# METADATA
# description: The ids of all accounts of the organization, and of this one. A check that uses it declares organizations_accounts.
account_ids := {account.id | some account in input.organization.tables.organizations_accounts; is_string(account.id)} | {input.account.id}

# METADATA
# description: What the organization says of this account; undefined when it says nothing.
account := found[0] if {
	found := [row |
		some row in input.organization.tables.organizations_accounts
		row.id == input.account.id
	]
	count(found) > 0
}

# METADATA
# description: |
#   The limits of a statement (see policy.limits) keep it to principals of the organization, whatever principals it names.
#   A check that uses it declares organizations_accounts.
keeps_inside(limits) if {
	count(limits.organization) > 0
	every value in limits.organization {
		_is_own(split(value, "/")[0])
	}
}

keeps_inside(limits) if {
	count(limits.account) > 0
	every account_id in limits.account {
		account_id in account_ids
	}
}

keeps_inside(limits) if {
	count(limits.principal) > 0
	every principal in limits.principal {
		arn.account(principal) in account_ids
	}
}

_is_own(id) if id == input.organization.id

# An account that stands alone has no organization to compare with.
_is_own(_) if not is_string(input.organization.id)
