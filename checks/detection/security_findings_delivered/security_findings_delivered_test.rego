package checks.detection.security_findings_delivered_test

import data.checks.detection.security_findings_delivered as check
import data.checks.lib.expect

test_pass_security_hub if expect.verdicts(_answer({"rules": [_rule({})]}), {["222222222222", "pass"]})

test_pass_macie_and_inspector if {
	rule := _rule({"event_pattern": {"source": ["aws.macie", "aws.inspector2"]}})
	expect.verdicts(_answer({"rules": [rule]}), {["222222222222", "pass"]})
}

test_pass_although_a_region_is_unread if {
	answer := check.findings with input as object.union(_input({"rules": [_rule({})]}), {"unreadable": _denied})
	expect.verdicts(answer, {["222222222222", "pass"]})
}

test_fail_macie_only if {
	rule := _rule({"event_pattern": {"source": ["aws.macie"]}})
	answer := _answer({"rules": [rule]})
	expect.verdicts(answer, {["222222222222", "fail"]})
	some finding in answer
	finding.evidence.missing == {"aws.inspector2"}
}

test_fail_guardduty_only if {
	expect.verdicts(_answer({"rules": [_rule({"event_pattern": {"source": ["aws.guardduty"]}})]}), {["222222222222", "fail"]})
}

test_fail_custom_actions_only if {
	pattern := {"source": ["aws.securityhub"], "detail-type": ["Security Hub Findings - Custom Action"]}
	expect.verdicts(_answer({"rules": [_rule({"event_pattern": pattern})]}), {["222222222222", "fail"]})
}

test_fail_queue_is_gone if {
	expect.verdicts(_answer({"rules": [_to("arn:aws:sqs:us-east-1:222222222222:gone")]}), {["222222222222", "fail"]})
}

test_pass_filter[name] if {
	some name, filter in {
		"on severity": {"detail": {"findings": {"Severity": {"Label": ["HIGH", "CRITICAL"]}}}},
		"on new ones": {"detail": {"findings": {"Workflow": {"Status": ["NEW"]}, "RecordState": ["ACTIVE"]}}},
		"on this place": {"account": ["222222222222"], "region": ["us-east-1"]},
	}
	expect.verdicts(_answer({"rules": [_filtered("one", filter)]}), {["222222222222", "pass"]})
}

test_pass_macie_and_inspector_beside_a_filter if {
	rule := _rule({"event_pattern": {"source": ["aws.macie", "aws.inspector2"]}})
	expect.verdicts(_answer({"rules": [rule, _filtered("one", _of_one_product)]}), {["222222222222", "pass"]})
}

test_fail_filter[name] if {
	some name, filter in {
		"on a product": _of_one_product,
		"on a member": {"detail": {"findings": {"AwsAccountId": ["999999999999"]}}},
		"on controls": {"detail": {"findings": {"Compliance": {"Status": ["FAILED"]}}}},
		"on another account": {"account": ["999999999999"]},
		"on another region": {"region": ["eu-west-1"]},
	}
	expect.verdicts(_answer({"rules": [_filtered("one", filter)]}), {["222222222222", "fail"]})
}

test_fail_filter_is_named if {
	some finding in _answer({"rules": [_filtered("one", _of_one_product)]})
	finding.evidence.filtering == {"arn:aws:events:us-east-1:222222222222:rule/one"}
	startswith(finding.message, "has no enabled rule that sends all findings of")
}

test_fail_filter_where_it_is_forwarded_to if {
	expect.verdicts(_answer({"rules": [_filtered("one", _of_one_product), _forwarding]}), {["222222222222", "fail"]})
}

test_pass_forwarded if {
	expect.verdicts(_answer({"rules": [_filtered("one", {"region": ["eu-west-1"]}), _forwarding]}), {["222222222222", "pass"]})
}

test_unknown_filter[name] if {
	some name, rules in {
		"several": [_filtered("one", _of_one_product), _filtered("two", {"detail": {"findings": {"ProductName": ["Macie"]}}})],
		"on accounts, this one too": [_filtered("one", {"detail": {"findings": {"AwsAccountId": ["222222222222"]}}})],
		"on something else": [_filtered("one", {"detail": {"findings": {"UserDefinedFields": {"team": ["a"]}}}})],
	}
	expect.verdicts(_answer({"rules": rules}), {["222222222222", "unknown"]})
}

_of_one_product := {"detail": {"findings": {"ProductName": ["Inspector"]}}}

_filtered(name, filter) := _rule({
	"arn": sprintf("arn:aws:events:us-east-1:222222222222:rule/%s", [name]),
	"event_pattern": object.union({"source": ["aws.securityhub"]}, filter),
})

_forwarding := _rule({
	"region": "eu-west-1", "arn": "arn:aws:events:eu-west-1:222222222222:rule/forward",
	"targets": [{"arn": "arn:aws:events:us-east-1:222222222222:event-bus/default", "dead_letter_arn": null}],
})

test_unknown_target_out_of_sight if {
	expect.verdicts(_answer({"rules": [_to("arn:aws:firehose:us-east-1:222222222222:deliverystream/siem")]}), {["222222222222", "unknown"]})
}

test_unknown_region_is_unread if {
	answer := check.findings with input as object.union(_input({}), {"unreadable": _denied})
	expect.verdicts(answer, {["222222222222", "unknown"]})
}

test_unknown_not_configured if {
	answer := check.findings with input as object.union(_input({}), {"expectations": {"security-account": null}})
	expect.verdicts(answer, {["222222222222", "unknown"]})
}

test_other_account_is_not_applicable if {
	answer := check.findings with input as object.union(_input({}), {"account": {"id": "111111111111"}})
	expect.verdicts(answer, {["111111111111", "not-applicable"]})
}

test_absent_no_rule if expect.verdicts(_answer({}), {["222222222222", "fail"]})

test_null_rule if {
	rule := _rule({"name": null, "event_bus_name": null, "state": null, "event_pattern": null, "targets": []})
	expect.verdicts(_answer({"rules": [rule]}), {["222222222222", "fail"]})
}

_denied := {"events_rules": [{"region": "eu-west-1", "reason": "denied", "message": "AccessDenied"}]}

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
