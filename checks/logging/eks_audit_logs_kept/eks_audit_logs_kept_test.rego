package checks.logging.eks_audit_logs_kept_test

import data.checks.lib.expect
import data.checks.logging.eks_audit_logs_kept as check

test_pass_in_two_groups if {
	row := _row({})
	expect.verdicts(_answer([row]), {["111111111111", "pass"]})
}

test_fail_rows[name] if {
	some name, changes in {"audit only": {"logging": {"ClusterLogging": [{"Types": ["audit"], "Enabled": true}]}}, "listed as off": {"logging": {"ClusterLogging": [{"Types": ["audit", "authenticator"], "Enabled": false}]}}, "none": {"logging": {"ClusterLogging": []}}}
	row := _row(changes)
	expect.verdicts(_answer([row]), {[row.name, "fail"]})
}

test_good_and_bad_are_told_apart if {
	other := _row(object.union({"logging": {"ClusterLogging": [{"Types": ["audit"], "Enabled": true}]}}, {"name": "other"}))
	expect.verdicts(_answer([_row({}), other]), {["111111111111", "pass"], ["other", "fail"]})
}

test_absent_nothing_there if expect.verdicts(_answer([]), {["111111111111", "not-applicable"]})

test_null_row if {
	row := _row({"logging": null})
	expect.verdicts(_answer([row]), {[row.name, "fail"]})
}

_answer(rows) := answer if {
	answer := check.findings with input as {
		"account": {"id": "111111111111"},
		"tables": {"eks_clusters": rows},
	}
}

# Objects merge deeply, so what changes is taken out first.
_row(changes) := object.union(object.remove(_plain, object.keys(changes)), changes)

_plain := {"region": "us-east-1", "name": "c", "logging": {"ClusterLogging": [{"Types": ["api", "audit"], "Enabled": true}, {"Types": ["authenticator"], "Enabled": true}]}}
