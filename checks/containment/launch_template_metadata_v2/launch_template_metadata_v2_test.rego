package checks.containment.launch_template_metadata_v2_test

import data.checks.containment.launch_template_metadata_v2 as check
import data.checks.lib.expect

test_pass_required if expect.verdicts(_asked([_template({})]), {["111111111111", "pass"]})

test_pass_metadata_off if {
	template := _template({"http_endpoint": "disabled", "http_tokens": null, "http_put_response_hop_limit": null})
	expect.verdicts(_asked([template]), {["111111111111", "pass"]})
}

test_pass_hops_left_to_the_default if {
	expect.verdicts(_asked([_template({"http_put_response_hop_limit": null})]), {["111111111111", "pass"]})
}

test_fail_optional if expect.verdicts(_asked([_template({"http_tokens": "optional"})]), {["lt-1", "fail"]})

test_fail_left_to_defaults if {
	template := _template({"http_endpoint": null, "http_tokens": null, "http_put_response_hop_limit": null})
	expect.verdicts(_asked([template]), {["lt-1", "fail"]})
}

test_fail_many_hops if {
	answer := _asked([_template({"http_put_response_hop_limit": 64})])
	expect.verdicts(answer, {["lt-1", "fail"]})
	some finding in answer
	finding.region == "us-east-1"
}

test_absent_no_template if expect.verdicts(_asked([]), {["111111111111", "not-applicable"]})

test_null_template if {
	template := {"account_id": "111111111111", "region": "us-east-1", "launch_template_id": "lt-1", "launch_template_name": null, "version_number": null, "image_id": null, "http_endpoint": null, "http_tokens": null, "http_put_response_hop_limit": null}
	expect.verdicts(_asked([template]), {["lt-1", "fail"]})
}

_template(changes) := object.union(
	{
		"account_id": "111111111111",
		"region": "us-east-1",
		"launch_template_id": "lt-1",
		"launch_template_name": "web",
		"version_number": 3,
		"image_id": "ami-1",
		"http_endpoint": "enabled",
		"http_tokens": "required",
		"http_put_response_hop_limit": 2,
	},
	changes,
)

_asked(templates) := answer if {
	answer := check.findings with input as {
		"account": {"id": "111111111111", "regions": ["us-east-1"]},
		"tables": {"ec2_launch_templates": templates},
	}
}
