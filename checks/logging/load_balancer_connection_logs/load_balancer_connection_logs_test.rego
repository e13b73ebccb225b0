package checks.logging.load_balancer_connection_logs_test

import data.checks.lib.expect
import data.checks.logging.load_balancer_connection_logs as check

test_pass_logged if {
	row := _row({})
	expect.verdicts(_answer([row]), {["111111111111", "pass"]})
}

test_fail_off if {
	row := _row({"connection_logs": "false"})
	expect.verdicts(_answer([row]), {[row.arn, "fail"]})
}

test_not_applicable_plain_TLS if {
	row := _row({"arn": "plain", "connection_logs": "false"})
	expect.verdicts(_answer([row]), {["111111111111", "not-applicable"]})
}

test_good_and_bad_are_told_apart if {
	other := _row(object.union({"connection_logs": "false"}, {"arn": "other"}))
	expect.verdicts(_answer([_row({}), other]), {["111111111111", "pass"], ["other", "fail"]})
}

test_absent_nothing_there if expect.verdicts(_answer([]), {["111111111111", "not-applicable"]})

test_null_row if {
	row := _row({"name": null, "connection_logs": null})
	expect.verdicts(_answer([row]), {[row.arn, "fail"]})
}

_answer(rows) := answer if {
	answer := check.findings with input as {
		"account": {"id": "111111111111"},
		"tables": {"elb_application_load_balancer_logging": rows, "elb_listeners": [{"load_balancer_arn": "mutual", "mutual_authentication_mode": "verify"}, {"load_balancer_arn": "mutual", "mutual_authentication_mode": "off"}, {"load_balancer_arn": "plain", "mutual_authentication_mode": "off"}, {"load_balancer_arn": "other", "mutual_authentication_mode": "passthrough"}, {"load_balancer_arn": null, "mutual_authentication_mode": null}]},
	}
}

# Objects merge deeply, so what changes is taken out first.
_row(changes) := object.union(object.remove(_plain, object.keys(changes)), changes)

_plain := {"region": "us-east-1", "arn": "mutual", "name": "a", "connection_logs": "true"}
