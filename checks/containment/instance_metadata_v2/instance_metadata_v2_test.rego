package checks.containment.instance_metadata_v2_test

import data.checks.containment.instance_metadata_v2 as check
import data.checks.lib.expect

test_pass_required if expect.verdicts(_asked([_instance({})]), {["111111111111", "pass"]})

test_pass_metadata_off if {
	expect.verdicts(_asked([_instance({"metadata_options": {"HttpEndpoint": "disabled"}})]), {["111111111111", "pass"]})
}

test_fail_optional if {
	options := {"HttpTokens": "optional", "HttpEndpoint": "enabled", "HttpPutResponseHopLimit": 1}
	expect.verdicts(_asked([_instance({"metadata_options": options})]), {["i-1", "fail"]})
}

test_fail_many_hops if {
	options := {"HttpTokens": "required", "HttpEndpoint": "enabled", "HttpPutResponseHopLimit": 64}
	expect.verdicts(_asked([_instance({"metadata_options": options})]), {["i-1", "fail"]})
}

test_not_applicable_stopped if {
	expect.verdicts(_asked([_instance({"instance_state": "stopped"})]), {["111111111111", "not-applicable"]})
}

test_absent_no_instance if expect.verdicts(_asked([]), {["111111111111", "not-applicable"]})

test_null_options if {
	expect.verdicts(_asked([_instance({"metadata_options": null, "instance_state": null})]), {["i-1", "fail"]})
}

_instance(changes) := object.union(
	{"account_id": "111111111111", "region": "us-east-1", "instance_id": "i-1", "instance_state": "running", "metadata_options": {"HttpTokens": "required", "HttpEndpoint": "enabled", "HttpPutResponseHopLimit": 2}},
	changes,
)

_asked(instances) := answer if {
	answer := check.findings with input as {
		"account": {"id": "111111111111", "regions": ["us-east-1"]},
		"tables": {"ec2_instances": instances},
	}
}
