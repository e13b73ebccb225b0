package checks.evidence.resource_search_complete_test

import data.checks.evidence.resource_search_complete as check
import data.checks.lib.expect

test_pass_aggregator if expect.verdicts(_answer(["LOCAL", "AGGREGATOR"]), {["111111111111", "pass"]})

test_fail_local_only if expect.verdicts(_answer(["LOCAL", "LOCAL"]), {["111111111111", "fail"]})

test_absent_index if expect.verdicts(_answer([]), {["111111111111", "not-applicable"]})

test_null_row if expect.verdicts(_answer([null]), {["111111111111", "fail"]})

_answer(types) := answer if {
	answer := check.findings with input as {
		"account": {"id": "111111111111"},
		"tables": {"resourceexplorer_indexes": [{"account_id": "111111111111", "arn": null, "region": null, "type": type} |
			some type in types
		]},
	}
}
