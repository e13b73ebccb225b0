package checks.logging.siem_queue_admits_test

import data.checks.lib.expect
import data.checks.logging.siem_queue_admits as check

test_pass_condition if expect.verdicts(_answer([_queue({})]), {["333333333333", "pass"]})

test_pass_by_topic if {
	topic := "arn:aws:sns:eu-west-1:333333333333:files"
	subscriptions := [{"topic_arn": topic, "protocol": "sqs", "endpoint": _arn, "is_confirmed": true}]
	answer := check.findings with input as _input([_queue({})], "TopicConfigurations", "TopicArn", topic, subscriptions)
	expect.verdicts(answer, {["333333333333", "pass"]})
}

test_fail_policy[name] if {
	statement := _siem.policy_std.Statement[0]
	some name, document in {
		"none": null,
		"of another service": {"Statement": [object.union(statement, {"Principal": {"Service": ["ses.amazonaws.com"]}})]},
		"without condition": {"Statement": [object.remove(statement, ["Condition"])]},
		"for any source": {"Statement": [object.union(statement, {"Condition": {"ArnLike": {"aws:sourcearn": ["*"]}}})]},
		"for any bucket": {"Statement": [object.union(statement, {"Condition": {"ArnLike": {"aws:sourcearn": ["arn:aws:s3:*:*:*"]}}})]},
		"for any bucket, short": {"Statement": [object.union(statement, {"Condition": {"ArnLike": {"aws:sourcearn": ["arn:aws:s3:::*"]}}})]},
		"for a topic of anybody": {"Statement": [object.union(statement, {"Condition": {"ArnLike": {"aws:sourcearn": ["arn:aws:sns:eu-west-1:*:files"]}}})]},
		"of receivers": {"Statement": [object.union(statement, {"Action": ["sqs:receivemessage"]})]},
	}
	expect.verdicts(_answer([_queue({"policy_std": document})]), {[_arn, "fail"]})
}

test_pass_source[value] if {
	some value in ["arn:aws:s3:::trails", "arn:aws:s3:*:*:trails", "arn:aws:sns:*:333333333333:*"]
	statement := object.union(_siem.policy_std.Statement[0], {"Condition": {"ArnLike": {"aws:sourcearn": [value]}}})
	expect.verdicts(_answer([_queue({"policy_std": {"Statement": [statement]}})]), {["333333333333", "pass"]})
}

test_fail_key_of_aws if expect.verdicts(_answer([_queue({"kms_master_key_id": "alias/aws/sqs"})]), {[_arn, "fail"]})

test_pass_customer_key[name] if {
	some name in ["k", _key_arn]
	expect.verdicts(_encrypted(name, ["s3.amazonaws.com"], ["kms:generatedatakey", "kms:decrypt"]), {["333333333333", "pass"]})
}

test_fail_customer_key[name] if {
	some name, c in {
		"of another service": {"services": ["sns.amazonaws.com"], "actions": ["kms:*"]},
		"for half of it": {"services": ["s3.amazonaws.com"], "actions": ["kms:decrypt"]},
	}
	answer := _encrypted(_key_arn, c.services, c.actions)
	expect.verdicts(answer, {[_arn, "fail"]})
	some finding in answer
	contains(finding.message, "s3.amazonaws.com")
}

test_unknown_customer_key[name] if {
	some name in ["alias/siem", "arn:aws:kms:eu-west-1:222222222222:key/other"]
	expect.verdicts(_encrypted(name, ["s3.amazonaws.com"], ["kms:*"]), {[_arn, "unknown"]})
}

_key_arn := "arn:aws:kms:eu-west-1:333333333333:key/k"

_encrypted(name, services, actions) := answer if {
	document := {"Statement": [{"Effect": "Allow", "Principal": {"Service": services}, "Action": actions, "Resource": ["*"]}]}
	given := _input([_queue({"kms_master_key_id": name})], "QueueConfigurations", "QueueArn", _arn, [])
	rows := [{"region": "eu-west-1", "id": "k", "arn": _key_arn, "policy_std": document}, {"region": "eu-west-1", "id": null, "arn": null, "policy_std": null}]
	answer := check.findings with input as object.union(given, {"tables": {"kms_key_policies": rows}})
}

test_not_applicable_other_queue if {
	expect.verdicts(_answer([_queue({"queue_arn": "arn:aws:sqs:eu-west-1:333333333333:other"})]), {["333333333333", "not-applicable"]})
}

test_absent_no_queue if expect.verdicts(_answer([]), {["333333333333", "not-applicable"]})

test_null_row if expect.verdicts(_answer([_queue({"policy_std": null, "kms_master_key_id": null})]), {[_arn, "fail"]})

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
		"kms_key_policies": [],
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
