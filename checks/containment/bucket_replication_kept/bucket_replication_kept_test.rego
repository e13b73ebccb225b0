package checks.containment.bucket_replication_kept_test

import data.checks.containment.bucket_replication_kept as check
import data.checks.lib.expect

test_pass_own_bucket if expect.verdicts(_answer([_bucket(_rule("arn:aws:s3:::copies", null))]), {["111111111111", "pass"]})

test_pass_account_of_the_organization if {
	expect.verdicts(_answer([_bucket(_rule("arn:aws:s3:::elsewhere", "222222222222"))]), {["111111111111", "pass"]})
}

test_fail_stranger if {
	answer := _answer([_bucket(_rule("arn:aws:s3:::theirs", "888888888888"))])
	expect.verdicts(answer, {["arn:aws:s3:::data", "fail"]})
	some finding in answer
	finding.evidence.destinations == ["arn:aws:s3:::theirs in account 888888888888"]
}

test_unknown_owner_not_named if {
	expect.verdicts(_answer([_bucket(_rule("arn:aws:s3:::elsewhere", null))]), {["arn:aws:s3:::data", "unknown"]})
}

test_unknown_owner_not_named_beside_an_account_without_id if {
	rows := [{"id": "111111111111"}, {"id": null}]
	answer := check.findings with input as object.union(
		_input([_bucket(_rule("arn:aws:s3:::elsewhere", null))]),
		{"organization": {"tables": {"organizations_accounts": rows}}},
	)
	expect.verdicts(answer, {["arn:aws:s3:::data", "unknown"]})
}

test_absent_rule_is_disabled if {
	rule := object.union(_rule("arn:aws:s3:::theirs", "888888888888"), {"Status": "Disabled"})
	expect.verdicts(_answer([_bucket(rule)]), {["111111111111", "not-applicable"]})
}

test_absent_no_replication if {
	expect.verdicts(_answer([{"name": "data", "replication": null}]), {["111111111111", "not-applicable"]})
}

test_absent_no_bucket if expect.verdicts(_answer([]), {["111111111111", "not-applicable"]})

test_null_row if expect.verdicts(_answer([{"name": null, "replication": null}]), {["111111111111", "not-applicable"]})

_bucket(rule) := {"name": "data", "replication": {"Role": "arn:aws:iam::111111111111:role/copy", "Rules": [rule]}}

_rule(bucket, account) := {"ID": "all", "Status": "Enabled", "Destination": {"Bucket": bucket, "Account": account}}

_answer(rows) := answer if {
	answer := check.findings with input as _input(rows)
}

_input(rows) := {
	"account": {"id": "111111111111", "partition": "aws"},
	"organization": {"id": "o-example", "tables": {"organizations_accounts": [{"id": "111111111111"}, {"id": "222222222222"}]}},
	"tables": {
		"s3_bucket_replication": rows,
		"s3_buckets": [{"name": "data", "arn": "arn:aws:s3:::data"}, {"name": "copies", "arn": "arn:aws:s3:::copies"}],
	},
}
