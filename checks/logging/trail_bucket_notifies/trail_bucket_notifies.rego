# METADATA
# title: New trail records are announced to the SIEM
# description: Every bucket that trails write to announces new objects below AWSLogs/ to a queue, to a topic with a confirmed subscription, or to EventBridge with a rule for S3.
# related_resources:
#   - ref: https://docs.aws.amazon.com/AmazonS3/latest/userguide/EventNotifications.html
# schemas:
#   - input: schema.checks.logging.trail_bucket_notifies
# custom:
#   severity: critical
#   scope: account
#   inventory: [cloudtrail_organization_trails, cloudtrail_trails, s3_buckets, s3_bucket_notifications, sns_topic_subscriptions, events_rules]
#   requirements: [SIEM-01]
#   risk: The SIEM never fetches the records, and detections stay silent.
#   fix: Add an event notification for ObjectCreated to the queue that the SIEM reads.
package checks.logging.trail_bucket_notifies

import future.keywords.not

import data.checks.lib.result

findings contains result.not_applicable(input.account.id, "owns no bucket of a trail") if count(_mine) == 0

findings contains result.fail(bucket, "takes the records of a trail and tells nobody of new ones") if {
	some bucket in _mine
	not bucket in _announced
}

findings contains result.pass(input.account.id, count(_mine & _announced), "buckets of trails announce new records") if {
	count(_mine & _announced) > 0
}

_announced contains row.name if {
	some row in input.tables.s3_bucket_notifications
	some queue in row.event_notification_configuration.QueueConfigurations
	_creates(queue.Events)
	_covers(queue.Filter)
}

_announced contains row.name if {
	some row in input.tables.s3_bucket_notifications
	some topic in row.event_notification_configuration.TopicConfigurations
	_creates(topic.Events)
	_covers(topic.Filter)
	topic.TopicArn in _heard
}

_announced contains row.name if {
	some row in input.tables.s3_bucket_notifications
	is_object(row.event_notification_configuration.EventBridgeConfiguration)
	count(_forwarded) > 0
}

_heard contains subscription.topic_arn if {
	some subscription in input.tables.sns_topic_subscriptions
	subscription.pending_confirmation == false
}

_forwarded contains rule.name if {
	some rule in input.tables.events_rules
	rule.state == "ENABLED"
	"aws.s3" in rule.event_pattern.source
	count(rule.targets) > 0
}

_creates(events) if {
	some event in events
	event in {"s3:ObjectCreated:*", "s3:ObjectCreated:Put"}
}

_covers(filter) if not _narrows(filter)

_narrows(filter) if {
	some rule in filter.Key.FilterRules
	lower(rule.Name) == "prefix"
	not startswith("AWSLogs/", rule.Value)
}

_narrows(filter) if {
	some rule in filter.Key.FilterRules
	lower(rule.Name) == "suffix"
	not endswith(".json.gz", rule.Value)
}

_mine contains bucket.name if {
	some bucket in input.tables.s3_buckets
	bucket.name in _trail_buckets
}

# A trail is named by its bucket; an organization trail is known to every account.
_trail_buckets contains trail.s3_bucket_name if some trail in input.tables.cloudtrail_trails

_trail_buckets contains trail.s3_bucket_name if some trail in input.organization.tables.cloudtrail_organization_trails
