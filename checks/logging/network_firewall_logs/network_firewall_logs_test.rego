package checks.logging.network_firewall_logs_test

import data.checks.lib.expect
import data.checks.logging.network_firewall_logs as check

test_pass_both if {
	row := _row({})
	expect.verdicts(_answer([row]), {["111111111111", "pass"]})
}

test_fail_rows[name] if {
	some name, changes in {"alerts only": {"logging_configuration": {"LogDestinationConfigs": [{"LogType": "ALERT"}]}}, "TLS and flows": {"logging_configuration": {"LogDestinationConfigs": [{"LogType": "TLS"}, {"LogType": "FLOW"}]}}, "none": {"logging_configuration": {"LogDestinationConfigs": []}}}
	row := _row(changes)
	expect.verdicts(_answer([row]), {[row.arn, "fail"]})
}

test_good_and_bad_are_told_apart if {
	other := _row(object.union({"logging_configuration": {"LogDestinationConfigs": [{"LogType": "ALERT"}]}}, {"arn": "other"}))
	expect.verdicts(_answer([_row({}), other]), {["111111111111", "pass"], ["other", "fail"]})
}

test_absent_nothing_there if expect.verdicts(_answer([]), {["111111111111", "not-applicable"]})

test_null_row if {
	row := _row({"name": null, "vpc_id": null, "logging_configuration": null})
	expect.verdicts(_answer([row]), {[row.arn, "fail"]})
}

_answer(rows) := answer if {
	answer := check.findings with input as {
		"account": {"id": "111111111111"},
		"tables": {"networkfirewall_firewalls": rows},
	}
}

# Objects merge deeply, so what changes is taken out first.
_row(changes) := object.union(object.remove(_plain, object.keys(changes)), changes)

_plain := {"region": "us-east-1", "arn": "arn:aws:network-firewall:us-east-1:111111111111:firewall/f", "name": "f", "vpc_id": "vpc-1", "logging_configuration": {"LogDestinationConfigs": [{"LogType": "FLOW"}, {"LogType": "ALERT"}]}}
