package checks.logging.public_zone_query_logs_test

import data.checks.lib.expect
import data.checks.logging.public_zone_query_logs as check

test_pass_rows[name] if {
	some name, changes in {"with the path": {}, "bare": {"id": "Z1"}}
	row := _row(changes)
	expect.verdicts(_answer([row]), {["111111111111", "pass"]})
}

test_fail_no_log if {
	row := _row({"id": "/hostedzone/Z2"})
	expect.verdicts(_answer([row]), {[row.id, "fail"]})
}

test_not_applicable_private if {
	row := _row({"private_zone": true})
	expect.verdicts(_answer([row]), {["111111111111", "not-applicable"]})
}

test_good_and_bad_are_told_apart if {
	other := _row(object.union({"id": "/hostedzone/Z2"}, {"id": "other"}))
	expect.verdicts(_answer([_row({}), other]), {["111111111111", "pass"], ["other", "fail"]})
}

test_absent_nothing_there if expect.verdicts(_answer([]), {["111111111111", "not-applicable"]})

test_null_row if {
	row := _row({"name": null, "private_zone": null, "id": "blank"})
	expect.verdicts(_answer([row]), {[row.id, "fail"]})
}

_answer(rows) := answer if {
	answer := check.findings with input as {
		"account": {"id": "111111111111"},
		"tables": {"route53_zones": rows, "route53_query_logs": [{"id": "q", "hosted_zone_id": "Z1", "cloud_watch_logs_log_group_arn": "arn:aws:logs:us-east-1:111111111111:log-group:dns"}]},
	}
}

# Objects merge deeply, so what changes is taken out first.
_row(changes) := object.union(object.remove(_plain, object.keys(changes)), changes)

_plain := {"id": "/hostedzone/Z1", "name": "example.com.", "private_zone": false}
