package checks.lib.organization_test

import data.checks.lib.organization

_in(rows) := {
	"account": {"id": "111111111111"},
	"organization": {"tables": {"organizations_accounts": rows}},
}

_rows := [{"id": "111111111111", "name": "one"}, {"id": "222222222222", "name": "two"}, {"id": null, "name": null}]

test_ids_of_all_accounts_and_of_this_one if {
	ids := organization.account_ids with input as _in(_rows)
	ids == {"111111111111", "222222222222"}
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

test_keeps_inside[name] if {
	some name, c in {
		"own organization": [{"organization": {"o-example"}}, true],
		"path in it": [{"organization": {"o-example/r-1/*"}}, true],
		"two organizations": [{"organization": {"o-example", "o-other"}}, false],
		"account of it": [{"account": {"222222222222"}}, true],
		"accounts in and out of it": [{"account": {"222222222222", "999999999999"}}, false],
		"role in it": [{"principal": {"arn:aws:iam::222222222222:role/x"}}, true],
		"role in any account": [{"principal": {"arn:aws:iam::*:role/x"}}, false],
		"pattern without account": [{"principal": {"*soc*"}}, false],
		"other limits": [{"external-id": {"x"}}, false],
		"no limits": [{}, false],
	}
	_is_kept(c[0]) == c[1]
}

test_keeps_inside_without_an_organization if {
	organization.keeps_inside({"organization": {"o-other"}}) with input as {"account": {"id": "111111111111"}, "organization": {"id": null, "tables": {"organizations_accounts": []}}}
}

_is_kept(limits) if {
	organization.keeps_inside(limits) with input as object.union(_in(_rows), {"organization": {"id": "o-example"}})
} else := false
