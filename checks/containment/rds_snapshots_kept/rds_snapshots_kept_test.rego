package checks.containment.rds_snapshots_kept_test

import data.checks.containment.rds_snapshots_kept as check
import data.checks.lib.expect

test_pass_not_shared if expect.verdicts(_answer([_snapshot(_restore([]))], []), {["111111111111", "pass"]})

test_pass_shared_within if expect.verdicts(_answer([_snapshot(_restore(["222222222222"]))], []), {["111111111111", "pass"]})

test_fail_public if {
	answer := _answer([_snapshot(_restore(["all"]))], [])
	expect.verdicts(answer, {[_arn, "fail"]})
	some finding in answer
	finding.evidence.shared_with == ["everybody"]
}

test_fail_foreign_account_of_a_cluster if {
	cluster := {"region": "eu-west-1", "arn": _arn, "db_cluster_snapshot_attributes": _restore(["999999999999"])}
	expect.verdicts(_answer([], [cluster]), {[_arn, "fail"]})
}

test_absent_no_snapshot if expect.verdicts(_answer([], []), {["111111111111", "not-applicable"]})

test_null_row if expect.verdicts(_answer([_snapshot(null)], []), {[_arn, "unknown"]})

_arn := "arn:aws:rds:eu-west-1:111111111111:snapshot:s"

_restore(values) := [{"AttributeName": "restore", "AttributeValues": values}]

_snapshot(attributes) := {"region": "eu-west-1", "arn": _arn, "db_snapshot_attributes": attributes}

_answer(instances, clusters) := answer if {
	answer := check.findings with input as {
		"account": {"id": "111111111111"},
		"organization": {"id": "o-example", "tables": {"organizations_accounts": [{"id": "111111111111"}, {"id": "222222222222"}]}},
		"tables": {"rds_snapshot_permissions": instances, "rds_cluster_snapshot_permissions": clusters},
	}
}
