package checks.logging.cloudfront_access_logs_test

import data.checks.lib.expect
import data.checks.logging.cloudfront_access_logs as check

test_pass_rows[name] if {
	some name, changes in {"standard logging": {}, "delivery of CloudWatch Logs": {"arn": "delivered", "standard_logging": false}, "real-time logs": {"standard_logging": false, "default_realtime_log": "arn:r", "realtime_logs": ["arn:r"]}, "real-time log of the only behavior": {"standard_logging": false, "default_realtime_log": "arn:r"}}
	row := _row(changes)
	expect.verdicts(_answer([row]), {["111111111111", "pass"]})
}

test_fail_rows[name] if {
	some name, changes in {"nothing": {"standard_logging": false}, "source without delivery": {"arn": "announced", "standard_logging": false}, "delivery of other logs": {"arn": "other-logs", "standard_logging": false}, "one behavior without real-time logs": {"standard_logging": false, "default_realtime_log": "arn:r", "realtime_logs": ["arn:r", ""]}, "behavior of null": {"standard_logging": false, "default_realtime_log": "arn:r", "realtime_logs": ["arn:r", null]}}
	row := _row(changes)
	expect.verdicts(_answer([row]), {[row.arn, "fail"]})
}

test_not_applicable_disabled if {
	row := _row({"enabled": false})
	expect.verdicts(_answer([row]), {["111111111111", "not-applicable"]})
}

test_good_and_bad_are_told_apart if {
	other := _row(object.union({"standard_logging": false}, {"arn": "other"}))
	expect.verdicts(_answer([_row({}), other]), {["111111111111", "pass"], ["other", "fail"]})
}

test_absent_nothing_there if expect.verdicts(_answer([]), {["111111111111", "not-applicable"]})

test_null_row if {
	row := _row({"id": null, "enabled": null, "standard_logging": null, "default_realtime_log": null, "realtime_logs": null})
	expect.verdicts(_answer([row]), {[row.arn, "fail"]})
}

_answer(rows) := answer if {
	answer := check.findings with input as {
		"account": {"id": "111111111111"},
		"tables": {"cloudfront_distribution_logging": rows, "logs_delivery_sources": [{"source_region": "us-east-1", "name": "a", "log_type": "ACCESS_LOGS", "resource_arns": ["delivered"]}, {"source_region": "us-east-1", "name": "b", "log_type": "ACCESS_LOGS", "resource_arns": ["announced"]}, {"source_region": "us-east-1", "name": "c", "log_type": "CONNECTION_LOGS", "resource_arns": ["other-logs"]}, {"source_region": "us-east-1", "name": "d", "log_type": null, "resource_arns": null}], "logs_deliveries": [{"source_region": "us-east-1", "id": "1", "delivery_source_name": "a"}, {"source_region": "us-east-1", "id": "2", "delivery_source_name": "c"}]},
	}
}

# Objects merge deeply, so what changes is taken out first.
_row(changes) := object.union(object.remove(_plain, object.keys(changes)), changes)

_plain := {"arn": "arn:aws:cloudfront::111111111111:distribution/E1", "id": "E1", "enabled": true, "standard_logging": true, "default_realtime_log": null, "realtime_logs": null}
