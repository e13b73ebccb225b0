package checks.lib.organization_test

import data.checks.lib.organization

_in(rows) := {
	"account": {"id": "111111111111"},
	"organization": {"tables": {"organizations_accounts": rows}},
}

_rows := [{"id": "111111111111", "name": "one"}, {"id": "222222222222", "name": "two"}, {"id": null, "name": null}]

test_ids_of_all_accounts_and_of_this_one if {
	ids := organization.account_ids with input as _in(_rows)
	ids == {"111111111111", "222222222222", null}
	alone := organization.account_ids with input as _in([])
	alone == {"111111111111"}
}

test_this_account if {
	found := organization.account with input as _in(_rows)
	found.name == "one"
}

test_nobody_says_anything_of_this_account if {
	not organization.account with input as _in([])
	not organization.account with input as _in([{"id": "222222222222"}])
}
