package checks.logging.vpn_connection_logs_test

import data.checks.lib.expect
import data.checks.logging.vpn_connection_logs as check

test_pass_both if {
	answer := _answer([_endpoint(true, "vpn")], [_connection("available", [true, true])])
	expect.verdicts(answer, {["111111111111", "pass"]})
}

test_fail_endpoint if expect.verdicts(_answer([_endpoint(false, null)], []), {["cvpn-1", "fail"]})

test_fail_tunnels[name] if {
	some name, tunnels in {"one": [true, false], "none": [false, false], "not told": [], "null": [true, null]}
	expect.verdicts(_answer([], [_connection("available", tunnels)]), {["vpn-1", "fail"]})
}

test_not_applicable_deleted if expect.verdicts(_answer([], [_connection("deleted", [false])]), {["111111111111", "not-applicable"]})

test_absent_no_vpn if expect.verdicts(_answer([], []), {["111111111111", "not-applicable"]})

test_null_rows if expect.verdicts(_answer([_endpoint(null, null)], [_connection(null, null)]), {["cvpn-1", "fail"], ["vpn-1", "fail"]})

_answer(endpoints, connections) := answer if {
	answer := check.findings with input as {
		"account": {"id": "111111111111"},
		"tables": {"ec2_client_vpn_endpoints": endpoints, "vpc_vpn_connections": connections},
	}
}

_endpoint(enabled, group) := {"region": "us-east-1", "client_vpn_endpoint_id": "cvpn-1", "log_enabled": enabled, "log_group": group}

_connection(state, tunnels) := {"region": "us-east-1", "vpn_connection_id": "vpn-1", "state": state, "tunnel_logs": tunnels}
