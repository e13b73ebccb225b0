package checks.detection.guardduty_findings_leave_test

import data.checks.detection.guardduty_findings_leave as check
import data.checks.lib.expect

test_pass_queue if {
	answer := _answer({"rules": [_rule({})]})
	expect.verdicts(answer, {["222222222222", "pass"]})
	{finding.region | some finding in answer} == {"us-east-1"}
}

test_pass_function_with_alias if {
	expect.verdicts(_answer({"rules": [_to("arn:aws:lambda:us-east-1:222222222222:function:forward:live")]}), {["222222222222", "pass"]})
}

test_pass_topic[name] if {
	some name, subscription in {
		"queue": {"protocol": "sqs", "endpoint": "arn:aws:sqs:us-east-1:222222222222:siem"},
		"mail": {"protocol": "email", "endpoint": ""},
	}
	confirmed := object.union(subscription, {"topic_arn": _topic_arn, "is_confirmed": true})
	expect.verdicts(_answer({"rules": [_to(_topic_arn)], "subscriptions": [confirmed]}), {["222222222222", "pass"]})
}

test_pass_forwarded_to_one_region if {
	rules := [
		_rule({}),
		_rule({
			"region": "eu-west-1", "arn": "arn:aws:events:eu-west-1:222222222222:rule/forward",
			"targets": [{"arn": "arn:aws:events:us-east-1:222222222222:event-bus/default", "dead_letter_arn": null}],
		}),
	]
	answer := _answer({"rules": rules, "detectors": [_detector({}), _detector({"region": "eu-west-1", "detector_id": "e"})]})
	expect.verdicts(answer, {["222222222222", "pass"]})
	count(answer) == 2
}

test_pass_administrator_is_itself if {
	detector := _detector({"master_account": {"AccountId": "222222222222", "RelationshipStatus": "Enabled"}})
	expect.verdicts(_answer({"detectors": [detector], "rules": [_rule({})]}), {["222222222222", "pass"]})
}

test_member_is_judged_in_its_administrator if {
	detector := _detector({"master_account": {"AccountId": "999999999999", "RelationshipStatus": "Enabled"}})
	expect.verdicts(_answer({"detectors": [detector]}), {["222222222222", "not-applicable"]})
}

test_fail_former_member if {
	detector := _detector({"master_account": {"AccountId": "999999999999", "RelationshipStatus": "Removed"}})
	expect.verdicts(_answer({"detectors": [detector]}), {["222222222222", "fail"]})
}

test_fail_one_region_without_rule if {
	answer := _answer({"rules": [_rule({})], "detectors": [_detector({}), _detector({"region": "eu-west-1", "detector_id": "e"})]})
	{[finding.region, finding.verdict] | some finding in answer} == {["us-east-1", "pass"], ["eu-west-1", "fail"]}
}

test_fail_forwarded_to_a_bus_without_rule if {
	expect.verdicts(_answer({"rules": [_to("arn:aws:events:eu-west-1:222222222222:event-bus/default")]}), {["222222222222", "fail"]})
}

test_fail_rule[name] if {
	some name, changes in {
		"is off": {"state": "DISABLED"},
		"of another source": {"event_pattern": {"source": ["aws.ec2"]}},
		"without target": {"targets": []},
		"of another bus": {"event_bus_name": "custom"},
		"to a queue that is gone": {"targets": [{"arn": "arn:aws:sqs:us-east-1:222222222222:gone", "dead_letter_arn": null}]},
		"to a topic without subscriber": {"targets": [{"arn": _topic_arn, "dead_letter_arn": null}]},
	}
	expect.verdicts(_answer({"rules": [_rule(changes)]}), {["222222222222", "fail"]})
}

test_pass_filter[name] if {
	some name, filter in {
		"on severity": {"detail": {"severity": [{"numeric": [">=", 4]}]}},
		"on this place": {"account": ["222222222222"], "region": ["us-east-1"], "detail": {"region": ["us-east-1"]}},
		"on what is not archived": {"detail": {"service": {"archived": [false]}}},
	}
	expect.verdicts(_answer({"rules": [_filtered("one", filter)]}), {["222222222222", "pass"]})
}

test_pass_filter_beside_a_rule_of_all if {
	expect.verdicts(_answer({"rules": [_rule({}), _filtered("one", _of_one_type)]}), {["222222222222", "pass"]})
}

test_fail_filter[name] if {
	some name, filter in {
		"on a type": _of_one_type,
		"on a member": {"detail": {"accountId": ["999999999999"]}},
		"on another region's findings": {"detail": {"region": ["eu-west-1"]}},
		"on another account": {"account": ["999999999999"]},
		"on another region": {"region": ["eu-west-1"]},
	}
	expect.verdicts(_answer({"rules": [_filtered("one", filter)]}), {["222222222222", "fail"]})
}

test_fail_filter_is_named if {
	some finding in _answer({"rules": [_filtered("one", _of_one_type)]})
	finding.evidence.rules == {"arn:aws:events:us-east-1:222222222222:rule/one"}
}

test_fail_filter_where_it_is_forwarded_to[name] if {
	some name, filter in {
		"on a type": _of_one_type,
		"on the region where it stands": {"region": ["us-east-1"]},
	}
	answer := _answer({"rules": [_filtered("one", filter), _forwarding], "detectors": [_detector({"region": "eu-west-1"})]})
	{[finding.region, finding.verdict] | some finding in answer} == {["eu-west-1", "fail"]}
}

test_pass_filter_on_the_forwarded_region if {
	rules := [_filtered("one", {"region": ["eu-west-1"]}), _forwarding]
	expect.verdicts(_answer({"rules": rules, "detectors": [_detector({"region": "eu-west-1"})]}), {["222222222222", "pass"]})
}

test_unknown_filter[name] if {
	some name, rules in {
		"several": [_filtered("one", _of_one_type), _filtered("two", {"detail": {"type": [{"prefix": "Recon:"}]}})],
		"on accounts, this one too": [_filtered("one", {"detail": {"accountId": ["222222222222", "999999999999"]}})],
		"all types but one": [_filtered("one", {"detail": {"type": [{"anything-but": ["Recon:EC2/Portscan"]}]}})],
		"on something else": [_filtered("one", {"detail": {"service": {"count": [1]}}})],
	}
	expect.verdicts(_answer({"rules": rules}), {["222222222222", "unknown"]})
}

_of_one_type := {"detail": {"type": [{"prefix": "CryptoCurrency:"}]}}

_filtered(name, filter) := _rule({
	"arn": sprintf("arn:aws:events:us-east-1:222222222222:rule/%s", [name]),
	"event_pattern": object.union({"source": ["aws.guardduty"]}, filter),
})

_forwarding := _rule({
	"region": "eu-west-1", "arn": "arn:aws:events:eu-west-1:222222222222:rule/forward",
	"targets": [{"arn": "arn:aws:events:us-east-1:222222222222:event-bus/default", "dead_letter_arn": null}],
})

test_unknown_target[name] if {
	some name, target_arn in {
		"of another account": "arn:aws:events:us-east-1:999999999999:event-bus/default",
		"of another kind": "arn:aws:firehose:us-east-1:222222222222:deliverystream/siem",
		"in a region that is not read": "arn:aws:events:ap-east-1:222222222222:event-bus/default",
	}
	expect.verdicts(_answer({"rules": [_to(target_arn)]}), {["222222222222", "unknown"]})
}

test_absent_no_detector if expect.verdicts(_answer({"detectors": []}), {["222222222222", "not-applicable"]})

test_absent_detector_is_off if expect.verdicts(_answer({"detectors": [_detector({"status": "DISABLED"})]}), {["222222222222", "not-applicable"]})

test_absent_no_rule if expect.verdicts(_answer({}), {["222222222222", "fail"]})

test_null_rows if {
	rule := _rule({"name": null, "event_bus_name": null, "state": null, "event_pattern": null, "targets": []})
	expect.verdicts(_answer({"detectors": [_detector({"status": null})], "rules": [rule]}), {["222222222222", "fail"]})
}

_answer(given) := answer if {
	answer := check.findings with input as _input(given)
}

_topic_arn := "arn:aws:sns:us-east-1:222222222222:alerts"

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
