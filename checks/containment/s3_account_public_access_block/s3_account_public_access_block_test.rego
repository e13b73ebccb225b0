package checks.containment.s3_account_public_access_block_test

import data.checks.containment.s3_account_public_access_block as check
import data.checks.lib.expect

test_pass_all_on if expect.verdicts(_answer([_row({})]), {["111111111111", "pass"]})

test_fail_one_off[setting] if {
	some setting in ["block_public_acls", "block_public_policy", "ignore_public_acls", "restrict_public_buckets"]
	expect.verdicts(_answer([_row({setting: false})]), {["111111111111", "fail"]})
}

test_absent_no_row if expect.verdicts(_answer([]), {["111111111111", "unknown"]})

test_null_row if {
	row := {"block_public_acls": null, "block_public_policy": null, "ignore_public_acls": null, "restrict_public_buckets": null}
	expect.verdicts(_answer([_row(row)]), {["111111111111", "fail"]})
}

_answer(rows) := answer if {
	answer := check.findings with input as {"account": {"id": "111111111111"}, "tables": {"s3_account_settings": rows}}
}

_row(changes) := object.union(
	{
		"account_id": "111111111111", "block_public_acls": true, "block_public_policy": true,
		"ignore_public_acls": true, "restrict_public_buckets": true,
	},
	changes,
)
