package checks.logging.trail_bucket_notifies_test

import data.checks.lib.expect
import data.checks.logging.trail_bucket_notifies as check

test_pass_queue if expect.verdicts(_asked({}), {["333333333333", "pass"]})

test_fail_narrow_prefix if {
	filter := {"Key": {"FilterRules": [{"Name": "Prefix", "Value": "AWSLogs/444444444444/"}]}}
	expect.verdicts(_asked({"s3_bucket_notifications": [_row({"QueueConfigurations": [_queue(filter)]})]}), {["org-trail", "fail"]})
}

test_fail_topic_is_not_confirmed if {
	topic := {"TopicArn": "arn:aws:sns:us-east-1:333333333333:trail", "Events": ["s3:ObjectCreated:*"], "Filter": null}
	answer := _asked({
		"s3_bucket_notifications": [_row({"TopicConfigurations": [topic]})],
		"sns_topic_subscriptions": [{"topic_arn": topic.TopicArn, "protocol": "sqs", "endpoint": "x", "pending_confirmation": true}],
	})
	expect.verdicts(answer, {["org-trail", "fail"]})
}

test_pass_topic_is_confirmed if {
	topic := {"TopicArn": "arn:aws:sns:us-east-1:333333333333:trail", "Events": ["s3:ObjectCreated:*"], "Filter": null}
	answer := _asked({
		"s3_bucket_notifications": [_row({"TopicConfigurations": [topic]})],
		"sns_topic_subscriptions": [{"topic_arn": topic.TopicArn, "protocol": "sqs", "endpoint": "x", "pending_confirmation": false}],
	})
	expect.verdicts(answer, {["333333333333", "pass"]})
}

test_pass_eventbridge_with_rule if {
	rule := {"name": "trail", "state": "ENABLED", "event_pattern": {"source": ["aws.s3"]}, "targets": [{"Arn": "arn:aws:sqs:us-east-1:333333333333:trail"}]}
	answer := _asked({"s3_bucket_notifications": [_row({"EventBridgeConfiguration": {}})], "events_rules": [rule]})
	expect.verdicts(answer, {["333333333333", "pass"]})
}

test_fail_removed_objects_only if {
	queue := object.union(_queue(null), {"Events": ["s3:ObjectRemoved:*"]})
	expect.verdicts(_asked({"s3_bucket_notifications": [_row({"QueueConfigurations": [queue]})]}), {["org-trail", "fail"]})
}

test_null_configuration if expect.verdicts(_asked({"s3_bucket_notifications": [_row(null)]}), {["org-trail", "fail"]})

_row(configuration) := {"name": "org-trail", "region": "us-east-1", "event_notification_configuration": configuration}

_queue(filter) := {"QueueArn": "arn:aws:sqs:us-east-1:333333333333:trail", "Events": ["s3:ObjectCreated:*"], "Filter": filter}

test_absent_no_bucket if {
	answer := check.findings with input as object.union(_input({}), {"tables": object.union(_input({}).tables, {"s3_buckets": []})})
	expect.verdicts(answer, {["333333333333", "not-applicable"]})
}

test_not_applicable_bucket_of_no_trail if {
	answer := check.findings with input as object.union(_input({}), {"organization": {"tables": {"cloudtrail_organization_trails": []}}})
	expect.verdicts(answer, {["333333333333", "not-applicable"]})
}

_asked(changes) := answer if {
	answer := check.findings with input as _input(changes)
}

_input(changes) := {
	"account": {"id": "333333333333", "regions": ["us-east-1"]},
	"organization": {"id": "o-1", "tables": {"cloudtrail_organization_trails": [{"arn": "arn:aws:cloudtrail:us-east-1:111111111111:trail/org", "region": "us-east-1", "s3_bucket_name": "org-trail"}]}},
	"expectations": {"log-archive-account": "333333333333", "security-account": "222222222222", "log-retention": 31536000},
	"tables": object.union({"cloudtrail_trails": [], "s3_buckets": [{"name": "org-trail", "arn": "arn:aws:s3:::org-trail", "region": "us-east-1"}], "s3_bucket_notifications": [_row({"QueueConfigurations": [_queue(null)]})], "sns_topic_subscriptions": [], "events_rules": []}, changes),
}
