# METADATA
# title: Queues for new log files admit only the trail's bucket or topic
# description: Every queue of the account that is told of a trail's new log files lets S3 or SNS send, only for named sources or accounts, and is not encrypted with a key that these services can't use, as the one that AWS manages for SQS.
# related_resources:
#   - ref: https://docs.aws.amazon.com/AmazonS3/latest/userguide/grant-destinations-permissions-to-s3.html
# schemas:
#   - input: schema.checks.logging.siem_queue_admits
# custom:
#   severity: high
#   scope: account
#   inventory: [sqs_queue_settings, s3_bucket_notifications, sns_topic_subscriptions, cloudtrail_trails, cloudtrail_organization_trails, kms_key_policies]
#   partial: region
#   requirements: [SIEM-02]
#   risk: Notifications are lost without an error, or anybody can feed the SIEM with what they like.
#   fix: Let S3 or SNS send to the queue under a condition on aws:SourceArn, and encrypt it with a customer key or the queue's own keys.
package checks.logging.siem_queue_admits

import future.keywords.not

import data.checks.lib.arn
import data.checks.lib.keys
import data.checks.lib.policy
import data.checks.lib.result
import data.checks.lib.tally

findings contains result.not_applicable(input.account.id, "holds no queue that is told of new log files") if count(_judged) == 0

findings contains finding if {
	some queue in input.tables.sqs_queue_settings
	queue.queue_arn in _judged
	not queue.queue_arn in _admitting
	message := "is told of new log files, and its policy lets neither S3 nor SNS send"
	finding := result.in_region(result.fail(queue.queue_arn, message), queue.region)
}

findings contains finding if {
	some queue in input.tables.sqs_queue_settings
	queue.queue_arn in _judged
	queue.queue_arn in _open
	message := "lets S3 or SNS send for anybody, since its policy names no source"
	finding := result.in_region(result.fail(queue.queue_arn, message), queue.region)
}

findings contains finding if {
	some queue in input.tables.sqs_queue_settings
	queue.queue_arn in _judged
	queue.queue_arn in _with_aws_key
	message := "is encrypted with the key that AWS manages for SQS, which S3 and SNS can't use"
	evidence := {"kms_master_key_id": queue.kms_master_key_id}
	finding := result.in_region(result.with_evidence(result.fail(queue.queue_arn, message), evidence), queue.region)
}

findings contains finding if {
	some queue in input.tables.sqs_queue_settings
	services := {service | some [queue_arn, service] in _locked_out; queue_arn == queue.queue_arn}
	count(services) > 0
	message := sprintf("is encrypted with a key whose policy does not let %s use it", [concat(" and ", services)])
	evidence := {"kms_master_key_id": queue.kms_master_key_id}
	finding := result.in_region(result.with_evidence(result.fail(queue.queue_arn, message), evidence), queue.region)
}

findings contains finding if {
	some queue in input.tables.sqs_queue_settings
	queue.queue_arn in _judged
	queue.queue_arn in _with_unread_key
	finding := result.in_region(result.unknown(queue.queue_arn, "is encrypted with a key whose policy was not read"), queue.region)
}

findings contains finding if some finding in tally.passes(input.account.id, _good, "queues admit only what they should")

_good contains [queue.region, queue.queue_arn] if {
	some queue in input.tables.sqs_queue_settings
	queue.queue_arn in _judged
	queue.queue_arn in _admitting
	not queue.queue_arn in _open
	not queue.queue_arn in _with_aws_key
	not queue.queue_arn in _with_unread_key
	not queue.queue_arn in {queue_arn | some [queue_arn, _] in _locked_out}
}

_judged contains queue.queue_arn if {
	some queue in input.tables.sqs_queue_settings
	queue.queue_arn in _told
}

_admitting contains queue.queue_arn if {
	some queue in input.tables.sqs_queue_settings
	some statement in policy.statements(queue.policy_std)
	_lets_services_send(statement)
}

_open contains queue.queue_arn if {
	some queue in input.tables.sqs_queue_settings
	some statement in policy.statements(queue.policy_std)
	_lets_services_send(statement)
	not _names_a_source(statement)
}

_lets_services_send(statement) if {
	statement.Effect == "Allow"
	some principal in policy.principals(statement)
	principal.value in {"*", "s3.amazonaws.com", "sns.amazonaws.com", "events.amazonaws.com"}
	some action in statement.Action
	lower(action) in {"*", "sqs:*", "sqs:send*", "sqs:sendmessage"}
}

_names_a_source(statement) if {
	some operator, keys in statement.Condition
	regex.match(`^(?i:(foranyvalue:)?(stringequals|stringlike|arnequals|arnlike))$`, operator)
	some key, values in keys
	lower(key) in {"aws:sourcearn", "aws:sourceaccount", "aws:sourceorgid", "aws:sourceowner"}
	every value in values {
		not _is_anybody(value)
	}
}

_is_anybody(value) if regex.match(`^[*?]*$`, value)

# Buckets of whatever name, or what anybody may call so; the names of buckets are taken once in the world.
_is_anybody(value) if regex.match(`^arn:[^:]*(:[^:]*)?(:[^:]*)?(:[*?]*)?(:[*?]*)?$`, value)

_is_anybody(value) if {
	parts := arn.parse(value)
	parts.service != "s3"
	regex.match(`^[*?]*$`, parts.account)
}

_with_aws_key contains queue.queue_arn if {
	some queue in input.tables.sqs_queue_settings
	is_string(queue.kms_master_key_id)
	endswith(queue.kms_master_key_id, "alias/aws/sqs")
}

# --- Keys of customers: whoever tells the queue has to make data keys of theirs ---------------------------------------

_locked_out contains [queue.queue_arn, service] if {
	some queue in input.tables.sqs_queue_settings
	some document in _documents[[queue.region, queue.kms_master_key_id]]
	some [told, service] in _tellers
	told == queue.queue_arn
	some action in ["kms:GenerateDataKey", "kms:Decrypt"]
	keys.decision(document, {"account": null, "role": null, "service": service}, action) in {"denied", "not-allowed"}
}

_with_unread_key contains queue.queue_arn if {
	some queue in input.tables.sqs_queue_settings
	is_string(queue.kms_master_key_id)
	queue.kms_master_key_id != ""
	not queue.queue_arn in _with_aws_key
	not _documents[[queue.region, queue.kms_master_key_id]]
}

# Queues name their key by its id or its ARN. What they name by an alias of their own is not found.
_documents := tally.by_key({[[key.region, name], key.policy_std] |
	some key in input.tables.kms_key_policies
	is_object(key.policy_std)
	some name in [key.id, key.arn]
	is_string(name)
})

# --- Queues that hear of new log files, by the bucket itself or by a topic --------------------------------------------

_told contains queue_arn if some [queue_arn, _] in _tellers

_buckets contains bucket if {
	some trail in input.tables.cloudtrail_trails
	bucket := trail.s3_bucket_name
	is_string(bucket)
}

_buckets contains bucket if {
	some trail in input.organization.tables.cloudtrail_organization_trails
	bucket := trail.s3_bucket_name
	is_string(bucket)
}

_tellers contains [notification.QueueArn, "s3.amazonaws.com"] if {
	some bucket in input.tables.s3_bucket_notifications
	bucket.name in _buckets
	some notification in bucket.event_notification_configuration.QueueConfigurations
}

_tellers contains [subscription.endpoint, "sns.amazonaws.com"] if {
	some subscription in input.tables.sns_topic_subscriptions
	subscription.protocol == "sqs"
	subscription.topic_arn in _topics
}

_topics contains notification.TopicArn if {
	some bucket in input.tables.s3_bucket_notifications
	bucket.name in _buckets
	some notification in bucket.event_notification_configuration.TopicConfigurations
}

_topics contains trail.sns_topic_arn if {
	some trail in input.tables.cloudtrail_trails
	is_string(trail.sns_topic_arn)
}

_topics contains trail.sns_topic_arn if {
	some trail in input.organization.tables.cloudtrail_organization_trails
	is_string(trail.sns_topic_arn)
}
