package checks.containment.account_public_access_block_test

import data.checks.containment.account_public_access_block as check
import data.checks.lib.expect

test_pass_all_on if expect.verdicts(_asked([_settings({})]), {["111111111111", "pass"]})

test_fail_one_off if expect.verdicts(_asked([_settings({"restrict_public_buckets": false})]), {["111111111111", "fail"]})

test_absent_no_row if expect.verdicts(_asked([]), {["111111111111", "fail"]})

test_null_settings if {
	nulls := {"block_public_acls": null, "block_public_policy": null, "ignore_public_acls": null, "restrict_public_buckets": null}
	expect.verdicts(_asked([_settings(nulls)]), {["111111111111", "fail"]})
}

_settings(changes) := object.union(
	{"account_id": "111111111111", "block_public_acls": true, "block_public_policy": true, "ignore_public_acls": true, "restrict_public_buckets": true},
	changes,
)

_asked(rows) := answer if {
	answer := check.findings with input as {"account": {"id": "111111111111"}, "tables": {"s3_account_settings": rows}}
}
