package checks.containment.ebs_snapshots_kept_test

import data.checks.containment.ebs_snapshots_kept as check
import data.checks.lib.expect

test_pass_not_shared if expect.verdicts(_answer([_snapshot([])]), {["111111111111", "pass"]})

test_pass_shared_within if expect.verdicts(_answer([_snapshot([{"Group": "", "UserId": "222222222222"}])]), {["111111111111", "pass"]})

test_fail_public if {
	answer := _answer([_snapshot([{"Group": "all", "UserId": null}])])
	expect.verdicts(answer, {["snap-1", "fail"]})
	some finding in answer
	finding.evidence.shared_with == ["everybody"]
}

test_fail_foreign_account if expect.verdicts(_answer([_snapshot([{"Group": "", "UserId": "999999999999"}])]), {["snap-1", "fail"]})

test_absent_no_snapshot if expect.verdicts(_answer([]), {["111111111111", "not-applicable"]})

test_null_row if expect.verdicts(_answer([_snapshot(null)]), {["snap-1", "unknown"]})

_snapshot(permissions) := {"region": "eu-west-1", "snapshot_id": "snap-1", "encrypted": false, "create_volume_permissions": permissions}

_answer(rows) := answer if {
	answer := check.findings with input as {
		"account": {"id": "111111111111"},
		"organization": {"id": "o-example", "tables": {"organizations_accounts": [{"id": "111111111111"}, {"id": "222222222222"}]}},
		"tables": {"ec2_ebs_snapshot_permissions": rows},
	}
}
