package checks.logging.transit_gateway_flow_logs_test

import data.checks.lib.expect
import data.checks.logging.transit_gateway_flow_logs as check

test_pass_recorded if {
	row := _row({})
	expect.verdicts(_answer([row]), {["111111111111", "pass"]})
}

test_fail_rows[name] if {
	some name, changes in {"no flow log": {"transit_gateway_id": "tgw-2"}, "flow log is not active": {"transit_gateway_id": "tgw-3"}}
	row := _row(changes)
	expect.verdicts(_answer([row]), {[row.transit_gateway_id, "fail"]})
}

test_not_applicable_rows[name] if {
	some name, changes in {"shared by another": {"owner_id": "999999999999"}, "deleted": {"state": "deleted"}}
	row := _row(changes)
	expect.verdicts(_answer([row]), {["111111111111", "not-applicable"]})
}

test_good_and_bad_are_told_apart if {
	other := _row(object.union({"transit_gateway_id": "tgw-2"}, {"transit_gateway_id": "other"}))
	expect.verdicts(_answer([_row({}), other]), {["111111111111", "pass"], ["other", "fail"]})
}

test_absent_nothing_there if expect.verdicts(_answer([]), {["111111111111", "not-applicable"]})

test_null_row if {
	row := _row({"owner_id": null, "state": null, "transit_gateway_id": "blank"})
	expect.verdicts(_answer([row]), {[row.transit_gateway_id, "fail"]})
}

_answer(rows) := answer if {
	answer := check.findings with input as {
		"account": {"id": "111111111111"},
		"tables": {"ec2_transit_gateways": rows, "vpc_flow_logs": [{"resource_id": "tgw-1", "flow_log_status": "ACTIVE"}, {"resource_id": "tgw-3", "flow_log_status": "FAILED"}]},
	}
}

# Objects merge deeply, so what changes is taken out first.
_row(changes) := object.union(object.remove(_plain, object.keys(changes)), changes)

_plain := {"region": "us-east-1", "transit_gateway_id": "tgw-1", "owner_id": "111111111111", "state": "available"}
