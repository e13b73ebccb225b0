package checks.detection.finding_rules_keep_undelivered_test

import data.checks.detection.finding_rules_keep_undelivered as check
import data.checks.lib.expect

test_pass_dead_letter_queue if expect.verdicts(_answer({"rules": [_rule({})]}), {["222222222222", "pass"]})

test_pass_dead_letter_queue_of_another_account if {
	targets := [{"arn": "arn:aws:sqs:us-east-1:222222222222:siem", "dead_letter_arn": "arn:aws:sqs:us-east-1:999999999999:dead"}]
	expect.verdicts(_answer({"rules": [_rule({"targets": targets})]}), {["222222222222", "pass"]})
}

test_fail_target[name] if {
	some name, dead_letter_arn in {"without queue": null, "with a queue that is gone": "arn:aws:sqs:us-east-1:222222222222:gone"}
	good := _rule({}).targets[0]
	bad := {"arn": "arn:aws:lambda:us-east-1:222222222222:function:forward", "dead_letter_arn": dead_letter_arn}
	expect.verdicts(_answer({"rules": [_rule({"targets": [good, bad]})]}), {[_findings_rule.arn, "fail"]})
}

test_fail_no_target if expect.verdicts(_answer({"rules": [_rule({"targets": []})]}), {[_findings_rule.arn, "fail"]})

test_other_rules_are_not_judged if {
	other := _rule({"event_pattern": {"source": ["aws.ec2"]}, "targets": []})
	off := _rule({"state": "DISABLED", "targets": []})
	expect.verdicts(_answer({"rules": [other, off]}), {["222222222222", "not-applicable"]})
}

test_absent_no_rule if expect.verdicts(_answer({}), {["222222222222", "not-applicable"]})

test_null_rule if {
	rule := _rule({"name": null, "event_bus_name": null, "state": null, "event_pattern": null, "targets": []})
	expect.verdicts(_answer({"rules": [rule]}), {["222222222222", "not-applicable"]})
}

_answer(given) := answer if {
	answer := check.findings with input as _input(given)
}

_input(given) := {
	"account": {"id": "222222222222", "regions": ["eu-west-1", "us-east-1"]},
	"organization": {"id": "o-abc", "tables": {}},
	"expectations": {"security-account": "222222222222"},
	"now": "2026-11-24T05:00:00Z",
	"tables": {
		"guardduty_detectors": object.get(given, "detectors", [_detector({})]),
		"events_rules": object.get(given, "rules", []),
		"sqs_queues": [{"queue_arn": "arn:aws:sqs:us-east-1:222222222222:siem"}, {"queue_arn": "arn:aws:sqs:us-east-1:222222222222:dead"}],
		"sns_topics": [{"topic_arn": "arn:aws:sns:us-east-1:222222222222:alerts"}],
		"sns_topic_subscriptions": object.get(given, "subscriptions", []),
		"lambda_functions": [{"arn": "arn:aws:lambda:us-east-1:222222222222:function:forward"}],
		"lambda_concurrency": object.get(given, "functions", []),
	},
}

_detector(changes) := object.union(
	{
		"account_id": "222222222222", "region": "us-east-1", "detector_id": "d", "status": "ENABLED",
		"features": null, "data_sources": null, "finding_publishing_frequency": null, "master_account": null,
	},
	changes,
)

_to(target_arn) := _rule({"targets": [{"arn": target_arn, "dead_letter_arn": "arn:aws:sqs:us-east-1:222222222222:dead"}]})

# Objects merge deeply, so what changes is taken out first.
_rule(changes) := object.union(object.remove(_findings_rule, object.keys(changes)), changes)

_findings_rule := {
	"account_id": "222222222222", "region": "us-east-1", "name": "findings", "event_bus_name": "default",
	"arn": "arn:aws:events:us-east-1:222222222222:rule/findings", "state": "ENABLED",
	"event_pattern": {"source": ["aws.guardduty", "aws.securityhub"]},
	"targets": [{"arn": "arn:aws:sqs:us-east-1:222222222222:siem", "dead_letter_arn": "arn:aws:sqs:us-east-1:222222222222:dead"}],
}
