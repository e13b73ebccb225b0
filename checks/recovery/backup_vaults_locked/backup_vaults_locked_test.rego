package checks.recovery.backup_vaults_locked_test

import data.checks.lib.expect
import data.checks.recovery.backup_vaults_locked as check

test_pass_locked if expect.verdicts(_answer([_vault(true, 12)]), {["111111111111", "pass"]})

test_fail_open if expect.verdicts(_answer([_vault(false, 12)]), {["arn:aws:backup:eu-west-1:111111111111:backup-vault:main", "fail"]})

test_absent_empty_vault if expect.verdicts(_answer([_vault(false, 0)]), {["111111111111", "not-applicable"]})

test_absent_no_vault if expect.verdicts(_answer([]), {["111111111111", "not-applicable"]})

test_null_row if {
	row := {"region": "eu-west-1", "name": "main", "arn": null, "locked": null, "number_of_recovery_points": null}
	expect.verdicts(_answer([row]), {["main", "unknown"]})
}

_vault(locked, points) := {"region": "eu-west-1", "name": "main", "arn": "arn:aws:backup:eu-west-1:111111111111:backup-vault:main", "locked": locked, "number_of_recovery_points": points}

_answer(rows) := answer if {
	answer := check.findings with input as {"account": {"id": "111111111111"}, "tables": {"backup_vaults": rows}}
}
