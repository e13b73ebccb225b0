package checks.containment.snapshots_never_public_test

import data.checks.containment.snapshots_never_public as check
import data.checks.lib.expect

test_pass_blocked[state] if {
	some state in ["block-all-sharing", "block-new-sharing"]
	expect.verdicts(_answer([_settings(state)]), {["111111111111", "pass"]})
}

test_fail_unblocked if expect.verdicts(_answer([_settings("unblocked")]), {["111111111111", "fail"]})

test_absent_no_settings if expect.verdicts(_answer([]), {["111111111111", "unknown"]})

test_null_row if expect.verdicts(_answer([_settings(null)]), {["111111111111", "unknown"]})

_settings(state) := {"region": "eu-west-1", "snapshot_block_public_access_state": state}

_answer(rows) := answer if {
	answer := check.findings with input as {"account": {"id": "111111111111"}, "tables": {"ec2_regional_settings": rows}}
}
