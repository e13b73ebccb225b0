package checks.logging.function_logs_kept_test

import data.checks.lib.expect
import data.checks.logging.function_logs_kept as check

test_pass_retention if {
	row := _row({})
	expect.verdicts(_answer([row]), {["111111111111", "pass"]})
}

test_fail_rows[name] if {
	some name, changes in {"kept for ever": {"retention_in_days": null}, "kept a day": {"log_group_class": "DELIVERY"}}
	row := _row(changes)
	expect.verdicts(_answer([row]), {[row.name, "fail"]})
}

test_not_applicable_of_no_function if {
	row := _row({"name": "/aws/lambda/gone"})
	expect.verdicts(_answer([row]), {["111111111111", "not-applicable"]})
}

test_good_and_bad_are_told_apart if {
	other := _row(object.union({"retention_in_days": null}, {"name": "/aws/lambda/kept"}))
	expect.verdicts(_answer([_row({}), other]), {["111111111111", "pass"], ["/aws/lambda/kept", "fail"]})
}

test_absent_nothing_there if expect.verdicts(_answer([]), {["111111111111", "not-applicable"]})

test_null_row if {
	row := _row({"retention_in_days": null, "log_group_class": null})
	expect.verdicts(_answer([row]), {[row.name, "fail"]})
}

_answer(rows) := answer if {
	answer := check.findings with input as {
		"account": {"id": "111111111111"},
		"tables": {"logs_log_groups": rows, "lambda_functions": [{"region": "us-east-1", "name": "worker"}, {"region": "us-east-1", "name": "kept"}, {"region": "us-east-1", "name": null}]},
	}
}

# Objects merge deeply, so what changes is taken out first.
_row(changes) := object.union(object.remove(_plain, object.keys(changes)), changes)

_plain := {"region": "us-east-1", "name": "/aws/lambda/worker", "retention_in_days": 90, "log_group_class": "STANDARD"}
