package checks.logging.nat_gateway_alarms_test

import data.checks.lib.expect
import data.checks.logging.nat_gateway_alarms as check

test_pass_both if expect.verdicts(_answer("available", [_alarm({}), _alarm({"metric_name": "ErrorPortAllocation"})]), {["111111111111", "pass"]})

test_fail_one_metric if expect.verdicts(_answer("available", [_alarm({})]), {["nat-1", "fail"]})

test_fail_alarm[name] if {
	some name, changes in {
		"off": {"actions_enabled": false},
		"that tells nobody": {"alarm_actions": []},
		"of another gateway": {"dimensions": [{"Name": "NatGatewayId", "Value": "nat-2"}]},
	}
	alarms := [_alarm(changes), _alarm(object.union(changes, {"metric_name": "ErrorPortAllocation"}))]
	expect.verdicts(_answer("available", alarms), {["nat-1", "fail"]})
}

test_not_applicable_deleted if expect.verdicts(_answer("deleted", []), {["111111111111", "not-applicable"]})

test_absent_no_gateway if {
	answer := check.findings with input as {"account": {"id": "111111111111"}, "tables": {"ec2_nat_gateways": [], "cloudwatch_alarms": []}}
	expect.verdicts(answer, {["111111111111", "not-applicable"]})
}

test_null_rows if {
	alarm := _alarm({"namespace": null, "metric_name": null, "dimensions": null, "actions_enabled": null, "alarm_actions": null})
	expect.verdicts(_answer(null, [alarm]), {["nat-1", "fail"]})
}

_answer(state, alarms) := answer if {
	answer := check.findings with input as {
		"account": {"id": "111111111111"},
		"tables": {"ec2_nat_gateways": [{"region": "us-east-1", "nat_gateway_id": "nat-1", "state": state}], "cloudwatch_alarms": alarms},
	}
}

_alarm(changes) := object.union(object.remove(_bytes, object.keys(changes)), changes)

_bytes := {
	"region": "us-east-1", "arn": "a", "namespace": "AWS/NATGateway", "metric_name": "BytesOutToDestination",
	"dimensions": [{"Name": "NatGatewayId", "Value": "nat-1"}], "actions_enabled": true, "alarm_actions": ["arn:sns"],
}
