package checks.evidence.account_owner_known_test

import data.checks.evidence.account_owner_known as check
import data.checks.lib.expect

test_pass_all_tags if {
	expect.verdicts(_answer({"Owner": "team", "env": "prod", "DataClassification": "pii"}), {["111111111111", "pass"]})
}

test_fail_no_owner if {
	answer := _answer({"environment": "prod", "DataClassification": "pii"})
	expect.verdicts(answer, {["111111111111", "fail"]})
	some finding in answer
	finding.message == "has no tag that tells its owner"
}

test_fail_other_case if {
	answer := _answer({"OWNER": "team", "environment": "prod", "DataClassification": "pii"})
	expect.verdicts(answer, {["111111111111", "fail"]})
}

test_fail_blank if {
	expect.verdicts(_answer({"owner": " ", "environment": "prod", "DataClassification": "pii"}), {["111111111111", "fail"]})
}

test_fail_no_tags if expect.verdicts(_answer({}), {["111111111111", "fail"]})

test_null_row if expect.verdicts(_answer(null), {["111111111111", "fail"]})

test_absent_account_not_listed if {
	answer := check.findings with input as object.union(_base, {"organization": {"id": "o-example", "tables": {"organizations_accounts": []}}})
	expect.verdicts(answer, {["111111111111", "fail"]})
}

test_pass_only_owner_required if {
	answer := check.findings with input as {
		"account": {"id": "111111111111"},
		"expectations": {"required-tags": {"owner": ["owner"], "environment": null, "data": null}},
		"organization": {"id": "o-example", "tables": {"organizations_accounts": [{"id": "111111111111", "tags": {"owner": "team"}}]}},
	}
	expect.verdicts(answer, {["111111111111", "pass"]})
}

test_unknown_not_configured if {
	answer := check.findings with input as {
		"account": {"id": "111111111111"},
		"expectations": {"required-tags": null},
		"organization": {"id": "o-example", "tables": {"organizations_accounts": []}},
	}
	expect.verdicts(answer, {["111111111111", "unknown"]})
}

test_not_applicable_stand_alone if {
	answer := check.findings with input as object.union(_base, {"organization": {"id": null, "tables": {"organizations_accounts": []}}})
	expect.verdicts(answer, {["111111111111", "not-applicable"]})
}

_base := {
	"account": {"id": "111111111111"},
	"expectations": {"required-tags": {
		"owner": ["owner", "Owner"],
		"environment": ["environment", "env"],
		"data": ["DataClassification"],
	}},
}

_answer(tags) := answer if {
	answer := check.findings with input as object.union(_base, {"organization": {
		"id": "o-example",
		"tables": {"organizations_accounts": [
			{"id": "111111111111", "name": "prod", "tags": tags},
			{"id": "222222222222", "name": "security", "tags": {}},
		]},
	}})
}
