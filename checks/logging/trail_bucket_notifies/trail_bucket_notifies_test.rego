package checks.logging.trail_bucket_notifies_test

import data.checks.lib.expect
import data.checks.logging.trail_bucket_notifies as check

test_pass_queue if expect.verdicts(_answer({"queue": [_queue({})]}), {["333333333333", "pass"]})

test_pass_filter[name] if {
	some name, rules in {
		"none": [],
		"of all logs": [{"Name": "prefix", "Value": "AWSLogs/"}, {"Name": "suffix", "Value": ".json.gz"}],
		"capital letters": [{"Name": "Prefix", "Value": "AWSLogs/o-abc/"}, {"Name": "Suffix", "Value": ".gz"}],
	}
	expect.verdicts(_answer({"queue": [_queue({"Filter": {"Key": {"FilterRules": rules}}})]}), {["333333333333", "pass"]})
}

test_fail_filter_misses_the_logs[name] if {
	some name, rules in {
		"of another account": [{"Name": "prefix", "Value": "AWSLogs/111111111111/"}],
		"of another kind": [{"Name": "suffix", "Value": ".json"}],
		"of another folder": [{"Name": "prefix", "Value": "config/"}],
	}
	expect.verdicts(_answer({"queue": [_queue({"Filter": {"Key": {"FilterRules": rules}}})]}), {[_bucket_arn, "fail"]})
}

test_fail_other_events if expect.verdicts(_answer({"queue": [_queue({"Events": ["s3:ObjectRemoved:*"]})]}), {[_bucket_arn, "fail"]})

test_fail_queue_is_gone if {
	expect.verdicts(_answer({"queue": [_queue({"QueueArn": "arn:aws:sqs:us-east-1:333333333333:gone"})]}), {[_bucket_arn, "fail"]})
}

test_unknown_queue_of_another_account if {
	expect.verdicts(_answer({"queue": [_queue({"QueueArn": "arn:aws:sqs:us-east-1:222222222222:siem"})]}), {[_bucket_arn, "unknown"]})
}

test_pass_topic if expect.verdicts(_answer({"topic": _topic, "subscriptions": [_subscription({})]}), {["333333333333", "pass"]})

test_pass_topic_with_confirmed_queue_elsewhere if {
	subscription := _subscription({"endpoint": "arn:aws:sqs:us-east-1:222222222222:siem"})
	expect.verdicts(_answer({"topic": _topic, "subscriptions": [subscription]}), {["333333333333", "pass"]})
}

test_fail_topic[name] if {
	some name, subscriptions in {
		"nobody": [],
		"not confirmed": [_subscription({"is_confirmed": false})],
		"mail only": [_subscription({"protocol": "email", "endpoint": ""})],
		"queue is gone": [_subscription({"endpoint": "arn:aws:sqs:us-east-1:333333333333:gone"})],
	}
	expect.verdicts(_answer({"topic": _topic, "subscriptions": subscriptions}), {[_bucket_arn, "fail"]})
}

test_pass_function if {
	function := [{"LambdaFunctionArn": "arn:aws:lambda:us-east-1:333333333333:function:forward:live", "Events": ["s3:ObjectCreated:Put"], "Filter": null}]
	expect.verdicts(_answer({"function": function}), {["333333333333", "pass"]})
}

test_pass_eventbridge if expect.verdicts(_answer({"bridge": {}, "rules": [_rule({})]}), {["333333333333", "pass"]})

test_pass_eventbridge_rule_of_the_bucket if {
	pattern := {"source": ["aws.s3"], "detail-type": ["Object Created"], "detail": {"bucket": {"name": ["trail-logs"]}, "object": {"key": [{"prefix": "AWSLogs/"}]}}}
	expect.verdicts(_answer({"bridge": {}, "rules": [_rule({"event_pattern": pattern})]}), {["333333333333", "pass"]})
}

test_pass_eventbridge_rule_of_the_place if {
	pattern := {"source": ["aws.s3"], "account": ["333333333333"], "region": ["us-east-1"]}
	expect.verdicts(_answer({"bridge": {}, "rules": [_rule({"event_pattern": pattern})]}), {["333333333333", "pass"]})
}

test_fail_eventbridge[name] if {
	some name, rules in {
		"no rule": [],
		"rule is off": [_rule({"state": "DISABLED"})],
		"rule in another region": [_rule({"region": "eu-west-1"})],
		"no target": [_rule({"targets": []})],
		"another bucket": [_rule({"event_pattern": {"source": ["aws.s3"], "detail": {"bucket": {"name": ["other"]}}}})],
		"another folder": [_rule({"event_pattern": {"source": ["aws.s3"], "detail": {"object": {"key": [{"prefix": "config/"}]}}}})],
		"another account": [_rule({"event_pattern": {"source": ["aws.s3"], "account": ["222222222222"]}})],
		"another region's events": [_rule({"event_pattern": {"source": ["aws.s3"], "region": ["eu-west-1"]}})],
		"another kind": [_rule({"event_pattern": {"source": ["aws.s3"], "detail-type": ["Object Deleted"]}})],
	}
	expect.verdicts(_answer({"bridge": {}, "rules": rules}), {[_bucket_arn, "fail"]})
}

test_fail_rule_without_eventbridge_on_the_bucket if expect.verdicts(_answer({"rules": [_rule({})]}), {[_bucket_arn, "fail"]})

test_pass_topic_of_the_trail if {
	trail := object.union(_trail, {"sns_topic_arn": _topic[0].TopicArn})
	expect.verdicts(_answer({"trail": trail, "subscriptions": [_subscription({})]}), {["333333333333", "pass"]})
}

test_unknown_topic_of_the_trail_elsewhere if {
	trail := object.union(_trail, {"sns_topic_arn": "arn:aws:sns:us-east-1:999999999999:trail"})
	expect.verdicts(_answer({"trail": trail}), {[_bucket_arn, "unknown"]})
}

test_fail_prefix_of_the_trail_is_not_covered if {
	trail := object.union(_trail, {"s3_key_prefix": "trails"})
	queue := _queue({"Filter": {"Key": {"FilterRules": [{"Name": "prefix", "Value": "AWSLogs/"}]}}})
	expect.verdicts(_answer({"trail": trail, "queue": [queue]}), {[_bucket_arn, "fail"]})
}

test_absent_no_notification if expect.verdicts(_answer({}), {[_bucket_arn, "fail"]})

test_absent_no_trail_bucket if {
	trail := object.union(_trail, {"s3_bucket_name": "elsewhere"})
	expect.verdicts(_answer({"trail": trail}), {["333333333333", "not-applicable"]})
}

test_null_row if {
	answer := check.findings with input as object.union(_input({}), {"tables": object.union(_input({}).tables, {
		"s3_bucket_notifications": [{"name": "trail-logs", "event_notification_configuration": null}],
		"events_rules": [_rule({"name": null, "event_bus_name": null, "state": null, "event_pattern": null, "targets": []})],
	})})
	expect.verdicts(answer, {[_bucket_arn, "fail"]})
}

_answer(given) := answer if {
	answer := check.findings with input as _input(given)
}

_input(given) := {
	"account": {"id": "333333333333", "regions": ["us-east-1", "eu-west-1"]},
	"organization": {"id": "o-abc", "tables": {"cloudtrail_organization_trails": [object.get(given, "trail", _trail)]}},
	"tables": {
		"cloudtrail_trails": [],
		"s3_buckets": [
			{"name": "trail-logs", "arn": _bucket_arn, "region": "us-east-1"},
			{"name": "other", "arn": "arn:aws:s3:::other", "region": "us-east-1"},
		],
		"s3_bucket_notifications": [{"name": "trail-logs", "event_notification_configuration": {
			"QueueConfigurations": object.get(given, "queue", null),
			"TopicConfigurations": object.get(given, "topic", null),
			"LambdaFunctionConfigurations": object.get(given, "function", null),
			"EventBridgeConfiguration": object.get(given, "bridge", null),
		}}],
		"events_rules": object.get(given, "rules", []),
		"sqs_queues": [{"queue_arn": "arn:aws:sqs:us-east-1:333333333333:siem"}],
		"sns_topics": [{"topic_arn": "arn:aws:sns:us-east-1:333333333333:logs"}],
		"sns_topic_subscriptions": object.get(given, "subscriptions", []),
		"lambda_functions": [{"arn": "arn:aws:lambda:us-east-1:333333333333:function:forward"}],
	},
}

_bucket_arn := "arn:aws:s3:::trail-logs"

_trail := {
	"arn": "arn:aws:cloudtrail:us-east-1:999999999999:trail/org", "is_organization_trail": true,
	"s3_bucket_name": "trail-logs", "s3_key_prefix": null, "sns_topic_arn": null,
}

_queue(changes) := object.union(
	{"Id": "siem", "QueueArn": "arn:aws:sqs:us-east-1:333333333333:siem", "Events": ["s3:ObjectCreated:*"], "Filter": null},
	changes,
)

_topic := [{"Id": "siem", "TopicArn": "arn:aws:sns:us-east-1:333333333333:logs", "Events": ["s3:ObjectCreated:*"], "Filter": null}]

_subscription(changes) := object.union(
	{
		"topic_arn": "arn:aws:sns:us-east-1:333333333333:logs", "protocol": "sqs",
		"endpoint": "arn:aws:sqs:us-east-1:333333333333:siem", "is_confirmed": true, "subscriptions": 1,
	},
	changes,
)

# Objects merge deeply, so what changes is taken out first.
_rule(changes) := object.union(object.remove(_new_objects, object.keys(changes)), changes)

_new_objects := {
	"arn": "arn:aws:events:us-east-1:333333333333:rule/objects", "region": "us-east-1", "name": "objects",
	"event_bus_name": "default", "state": "ENABLED",
	"event_pattern": {"source": ["aws.s3"], "detail-type": ["Object Created"]},
	"targets": [{"arn": "arn:aws:sqs:us-east-1:333333333333:siem", "dead_letter_arn": null}],
}
