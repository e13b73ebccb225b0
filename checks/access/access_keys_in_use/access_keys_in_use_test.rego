package checks.access.access_keys_in_use_test

import data.checks.access.access_keys_in_use as check
import data.checks.lib.expect

test_pass_used_yesterday if expect.verdicts(_answer([_key({})]), {["111111111111", "pass"]})

test_pass_new_and_never_used if {
	key := _key({"create_date": "2026-11-01T00:00:00Z", "access_key_last_used_date": null})
	expect.verdicts(_answer([key]), {["111111111111", "pass"]})
}

test_fail_never_used if {
	answer := _answer([_key({"access_key_last_used_date": null})])
	expect.verdicts(answer, {["AKIA1", "fail"]})
	some finding in answer
	finding.evidence.user_name == "deploy"
}

test_fail_long_ago if expect.verdicts(_answer([_key({"access_key_last_used_date": "2026-07-01T00:00:00Z"})]), {["AKIA1", "fail"]})

test_absent_no_key if expect.verdicts(_answer([]), {["111111111111", "not-applicable"]})

test_absent_only_inactive if expect.verdicts(_answer([_key({"status": "Inactive"})]), {["111111111111", "not-applicable"]})

test_null_row if {
	row := {"access_key_id": "AKIA1", "user_name": null, "status": null, "create_date": null, "access_key_last_used_date": null, "access_key_last_used_service": null}
	expect.verdicts(_answer([row]), {["AKIA1", "unknown"]})
}

test_null_creation_is_not_judged if expect.verdicts(_answer([_key({"create_date": null})]), {["AKIA1", "unknown"]})

_key(changes) := object.union(
	{
		"access_key_id": "AKIA1", "user_name": "deploy", "status": "Active",
		"create_date": "2026-01-01T00:00:00Z", "access_key_last_used_date": "2026-11-23T00:00:00Z",
		"access_key_last_used_service": "s3",
	},
	changes,
)

_answer(rows) := answer if {
	answer := check.findings with input as {
		"account": {"id": "111111111111"},
		"now": "2026-11-24T05:00:00Z",
		"tables": {"iam_access_key_uses": rows},
	}
}
