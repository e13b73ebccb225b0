package checks.evidence.access_key_owner_known_test

import data.checks.evidence.access_key_owner_known as check
import data.checks.lib.expect

test_pass_owner_tag if expect.verdicts(_answer([_key({})], [_user({"Owner": "team"})]), {["111111111111", "pass"]})

test_fail_no_owner_tag if {
	answer := _answer([_key({})], [_user({"environment": "prod"})])
	expect.verdicts(answer, {["AKIAIOSFODNN7EXAMPLE", "fail"]})
	some finding in answer
	finding.evidence.user == "deploy"
}

test_fail_one_of_two if {
	keys := [_key({}), _key({"access_key_id": "AKIAI44QH8DHBEXAMPLE", "user_name": "backup"})]
	answer := _answer(keys, [_user({"owner": "team"}), {"arn": "arn:aws:iam::111111111111:user/backup", "name": "backup", "tags": null}])
	expect.verdicts(answer, {["111111111111", "pass"], ["AKIAI44QH8DHBEXAMPLE", "fail"]})
}

test_not_applicable_inactive if {
	expect.verdicts(_answer([_key({"status": "Inactive"})], [_user({})]), {["111111111111", "not-applicable"]})
}

test_absent_no_keys if expect.verdicts(_answer([], []), {["111111111111", "not-applicable"]})

test_fail_user_not_listed if expect.verdicts(_answer([_key({})], []), {["AKIAIOSFODNN7EXAMPLE", "fail"]})

test_null_row if {
	keys := [_key({"user_name": null, "status": null})]
	answer := _answer(keys, [{"arn": "arn:aws:iam::111111111111:user/x", "name": null, "tags": null}])
	expect.verdicts(answer, {["AKIAIOSFODNN7EXAMPLE", "fail"]})
}

test_unknown_not_configured if {
	answer := check.findings with input as {
		"account": {"id": "111111111111"},
		"expectations": {"required-tags": null},
		"tables": {"iam_access_keys": [_key({})], "iam_users": [_user({})]},
	}
	expect.verdicts(answer, {["111111111111", "unknown"]})
}

_answer(keys, users) := answer if {
	answer := check.findings with input as {
		"account": {"id": "111111111111"},
		"expectations": {"required-tags": {"owner": ["owner", "Owner"], "environment": null, "data": null}},
		"tables": {"iam_access_keys": keys, "iam_users": users},
	}
}

_key(changes) := object.union(
	{"account_id": "111111111111", "access_key_id": "AKIAIOSFODNN7EXAMPLE", "user_name": "deploy", "status": "Active"},
	changes,
)

_user(own) := {"arn": "arn:aws:iam::111111111111:user/deploy", "name": "deploy", "tags": own}
