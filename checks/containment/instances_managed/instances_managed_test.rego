package checks.containment.instances_managed_test

import data.checks.containment.instances_managed as check
import data.checks.lib.expect

test_pass_online if expect.verdicts(_answer([_instance({})], [_managed("Online")]), {["111111111111", "pass"]})

test_fail_not_managed if expect.verdicts(_answer([_instance({})], []), {["i-1", "fail"]})

test_fail_connection_lost if {
	answer := _answer([_instance({})], [_managed("ConnectionLost")])
	expect.verdicts(answer, {["i-1", "fail"]})
	some finding in answer
	finding.evidence.ping_status == "ConnectionLost"
}

test_fail_managed_in_another_region if {
	expect.verdicts(_answer([_instance({})], [object.union(_managed("Online"), {"region": "us-east-1"})]), {["i-1", "fail"]})
}

test_absent_just_started if expect.verdicts(_answer([_instance({"launch_time": "2026-11-24T04:30:00Z"})], []), {["i-1", "not-applicable"]})

test_absent_stopped if expect.verdicts(_answer([_instance({"instance_state": "stopped"})], []), {["111111111111", "not-applicable"]})

test_absent_no_instance if expect.verdicts(_answer([], []), {["111111111111", "not-applicable"]})

test_null_row if expect.verdicts(_answer([_instance({"instance_state": null, "launch_time": null})], []), {["i-1", "unknown"]})

_instance(changes) := object.union({"region": "eu-west-1", "instance_id": "i-1", "instance_state": "running", "launch_time": "2026-11-01T00:00:00Z"}, changes)

_managed(status) := {"region": "eu-west-1", "instance_id": "i-1", "ping_status": status}

_answer(instances, managed) := answer if {
	answer := check.findings with input as {
		"account": {"id": "111111111111"}, "now": "2026-11-24T05:00:00Z",
		"tables": {"ec2_instances": instances, "ssm_managed_instances": managed},
	}
}
