package checks.recovery.database_backups_kept_test

import data.checks.lib.expect
import data.checks.recovery.database_backups_kept as check

test_pass_a_week if expect.verdicts(_answer([_database(7)]), {["111111111111", "pass"]})

test_fail_a_day if expect.verdicts(_answer([_database(1)]), {["orders", "fail"]})

test_fail_none if expect.verdicts(_answer([_database(0)]), {["orders", "fail"]})

test_absent_no_database if expect.verdicts(_answer([]), {["111111111111", "not-applicable"]})

test_null_row if expect.verdicts(_answer([_database(null)]), {["orders", "unknown"]})

_database(days) := {"region": "eu-west-1", "db_instance_identifier": "orders", "arn": null, "engine": "postgres", "backup_retention_period": days}

_answer(rows) := answer if {
	answer := check.findings with input as {"account": {"id": "111111111111"}, "tables": {"rds_instances": rows}}
}
