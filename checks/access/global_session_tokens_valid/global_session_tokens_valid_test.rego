package checks.access.global_session_tokens_valid_test

import data.checks.access.global_session_tokens_valid as check
import data.checks.lib.expect

test_pass_version_2 if expect.verdicts(_answer("opted-in", [2]), {["111111111111", "pass"]})

test_fail_version_1 if {
	answer := _answer("opted-in", [1])
	expect.verdicts(answer, {["111111111111", "fail"]})
	some finding in answer
	contains(finding.message, "af-south-1")
}

test_not_applicable_no_opted_in_region[status] if {
	some status in ["not-opted-in", "opt-in-not-required", null]
	expect.verdicts(_answer(status, [1]), {["111111111111", "not-applicable"]})
}

test_absent_no_summary if expect.verdicts(_answer("opted-in", []), {["111111111111", "unknown"]})

test_null_row if expect.verdicts(_answer("opted-in", [null]), {["111111111111", "unknown"]})

_answer(status, versions) := answer if {
	answer := check.findings with input as {
		"account": {"id": "111111111111"},
		"tables": {
			"account_regions": [
				{"account_id": "111111111111", "region": "us-east-1", "opt_in_status": "opt-in-not-required"},
				{"account_id": "111111111111", "region": "af-south-1", "opt_in_status": status},
			],
			"iam_account_summary": [{"account_id": "111111111111", "global_endpoint_token_version": version} |
				some version in versions
			],
		},
	}
}
