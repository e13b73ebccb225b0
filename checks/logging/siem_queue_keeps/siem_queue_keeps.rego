# METADATA
# title: Queues for new log files keep messages through an outage of the SIEM
# description: Every queue of the account that is told of a trail's new log files keeps messages for at least four days and has a dead-letter queue.
# related_resources:
#   - ref: https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-dead-letter-queues.html
# schemas:
#   - input: schema.checks.logging.siem_queue_keeps
# custom:
#   severity: high
#   scope: account
#   inventory: [sqs_queue_settings, s3_bucket_notifications, sns_topic_subscriptions, cloudtrail_trails, cloudtrail_organization_trails]
#   partial: region
#   requirements: [SIEM-03]
#   risk: After a long weekend of the SIEM, log files are missing in it for good, and nobody notices.
#   fix: Set the retention of the queue to fourteen days and give it a dead-letter queue.
package checks.logging.siem_queue_keeps

import future.keywords.not

import data.checks.lib.result
import data.checks.lib.tally

findings contains result.not_applicable(input.account.id, "holds no queue that is told of new log files") if count(_judged) == 0

findings contains finding if {
	some queue in input.tables.sqs_queue_settings
	[queue.region, queue.queue_arn] in _short
	message := "is told of new log files, and does not keep that for four days"
	evidence := {"message_retention_seconds": queue.message_retention_seconds}
	finding := result.in_region(result.with_evidence(result.fail(queue.queue_arn, message), evidence), queue.region)
}

findings contains result.in_region(result.fail(queue_arn, message), region) if {
	some [region, queue_arn] in (_judged - _with_dead_letters)
	message := "is told of new log files, and has no dead-letter queue for those that can't be handled"
}

findings contains finding if some finding in tally.passes(input.account.id, (_judged - _short) & _with_dead_letters, "queues keep messages through an outage")

_short := _judged - _long

_judged contains [queue.region, queue.queue_arn] if {
	some queue in input.tables.sqs_queue_settings
	queue.queue_arn in _told
}

_long contains [queue.region, queue.queue_arn] if {
	some queue in input.tables.sqs_queue_settings
	is_number(queue.message_retention_seconds)
	queue.message_retention_seconds >= 345600
}

_with_dead_letters contains [queue.region, queue.queue_arn] if {
	some queue in input.tables.sqs_queue_settings
	is_string(queue.dead_letter_arn)
}

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

# Queues that hear of new log files, by the bucket itself or by a topic.
_told contains notification.QueueArn if {
	some bucket in input.tables.s3_bucket_notifications
	bucket.name in _buckets
	some notification in bucket.event_notification_configuration.QueueConfigurations
}

_told contains subscription.endpoint if {
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
