package checks.logging.siem_queue_keeps_test

import data.checks.lib.expect
import data.checks.logging.siem_queue_keeps as check

test_pass_long if expect.verdicts(_answer([_queue({})]), {["333333333333", "pass"]})

test_pass_four_days if expect.verdicts(_answer([_queue({"message_retention_seconds": 345600})]), {["333333333333", "pass"]})

test_fail_short if expect.verdicts(_answer([_queue({"message_retention_seconds": 86400})]), {[_arn, "fail"]})

test_fail_no_dead_letters if expect.verdicts(_answer([_queue({"dead_letter_arn": null})]), {[_arn, "fail"]})

test_absent_no_queue if expect.verdicts(_answer([]), {["333333333333", "not-applicable"]})

test_null_row if expect.verdicts(_answer([_queue({"message_retention_seconds": null, "dead_letter_arn": null})]), {[_arn, "fail"]})

_arn := "arn:aws:sqs:eu-west-1:333333333333:siem"

_answer(queues) := answer if {
	answer := check.findings with input as _input(queues, "QueueConfigurations", "QueueArn", _arn, [])
}

_input(queues, list, key, receiver, subscriptions) := {
	"account": {"id": "333333333333"},
	"organization": {"tables": {"cloudtrail_organization_trails": [{"s3_bucket_name": "trails", "sns_topic_arn": null}]}},
	"tables": {
		"cloudtrail_trails": [{"s3_bucket_name": null, "sns_topic_arn": null}],
		"s3_bucket_notifications": [
			{"name": "trails", "event_notification_configuration": {list: [{key: receiver, "Events": ["s3:ObjectCreated:*"]}]}},
			{"name": "data", "event_notification_configuration": {"QueueConfigurations": [{"QueueArn": "arn:aws:sqs:eu-west-1:333333333333:other"}]}},
			{"name": "blank", "event_notification_configuration": null},
		],
		"sns_topic_subscriptions": subscriptions,
		"sqs_queue_settings": queues,
	},
}

_queue(changes) := object.union(object.remove(_siem, object.keys(changes)), changes)

_siem := {
	"region": "eu-west-1", "queue_url": "u", "queue_arn": _arn, "kms_master_key_id": null,
	"message_retention_seconds": 1209600, "dead_letter_arn": "arn:aws:sqs:eu-west-1:333333333333:dead",
	"policy_std": {"Statement": [{
		"Effect": "Allow", "Principal": {"Service": ["s3.amazonaws.com"]}, "Action": ["sqs:sendmessage"],
		"Resource": [_arn], "Condition": {"ArnLike": {"aws:sourcearn": ["arn:aws:s3:::trails"]}},
	}]},
}
