package checks.containment.old_metadata_watched_test

import data.checks.containment.old_metadata_watched as check
import data.checks.lib.expect

test_pass_tokens if expect.verdicts(_answer([_instance("required")], []), {["111111111111", "pass"]})

test_pass_alarm if expect.verdicts(_answer([_instance("optional")], [_alarm({})]), {["111111111111", "pass"]})

test_fail_no_alarm if expect.verdicts(_answer([_instance("optional"), _instance("required")], []), {["111111111111", "fail"]})

test_fail_alarm[name] if {
	some name, changes in {"off": {"actions_enabled": false}, "of another metric": {"metric_name": "CPU"}, "elsewhere": {"region": "eu-west-1"}}
	expect.verdicts(_answer([_instance("optional")], [_alarm(changes)]), {["111111111111", "fail"]})
}

test_absent_no_instance if expect.verdicts(_answer([], []), {["111111111111", "not-applicable"]})

test_null_rows if {
	alarm := _alarm({"metric_name": null, "actions_enabled": null, "alarm_actions": null})
	expect.verdicts(_answer([{"region": "us-east-1", "instance_state": null, "metadata_options": null}], [alarm]), {["111111111111", "fail"]})
}

_answer(instances, alarms) := answer if {
	answer := check.findings with input as {"account": {"id": "111111111111"}, "tables": {"ec2_instances": instances, "cloudwatch_alarms": alarms}}
}

_instance(tokens) := {"region": "us-east-1", "instance_state": "running", "metadata_options": {"HttpEndpoint": "enabled", "HttpTokens": tokens}}

_alarm(changes) := object.union(
	{"region": "us-east-1", "metric_name": "MetadataNoToken", "actions_enabled": true, "alarm_actions": ["arn:sns"]},
	changes,
)
