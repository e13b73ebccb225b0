# METADATA
# title: CloudTrail buckets tell the SIEM of every new log file
# description: 'Every bucket of this account that a trail writes to tells a living receiver of new objects under AWSLogs/ that end in .json.gz: a queue or function, a topic with such a subscriber, or EventBridge with a rule that has one; or the trail''s own topic does. Judged where the bucket is.'
# related_resources:
#   - ref: https://docs.aws.amazon.com/AmazonS3/latest/userguide/EventNotifications.html
#   - ref: https://docs.aws.amazon.com/awscloudtrail/latest/userguide/configure-sns-notifications-for-cloudtrail.html
# schemas:
#   - input: schema.checks.logging.trail_bucket_notifies
# custom:
#   severity: critical
#   scope: account
#   inventory: [cloudtrail_trails, cloudtrail_organization_trails, s3_buckets, s3_bucket_notifications, events_rules, sqs_queues, sns_topics, sns_topic_subscriptions, lambda_functions]
#   partial: region
#   requirements: [SIEM-01]
#   risk: 'The log is written and never read: no alarm is raised, and during the incident the SIEM has nothing to search.'
#   fix: Let the bucket tell the SIEM's queue of all created objects, with prefix AWSLogs/ and suffix .json.gz.
#   frameworks:
#     nist-800-61r3: [PR.PS-04]
package checks.logging.trail_bucket_notifies

import future.keywords.not

import data.checks.lib.cloudtrail
import data.checks.lib.events
import data.checks.lib.result
import data.checks.lib.tally

findings contains result.not_applicable(input.account.id, "holds no bucket that a trail writes to") if count(_buckets) == 0

findings contains result.pass(input.account.id, count(_told), "buckets of trails tell the SIEM of new log files") if count(_told) > 0

findings contains result.fail(bucket_arn, message) if {
	some [name, log_prefix] in _silent
	bucket_arn := _buckets[name].arn
	not [name, log_prefix] in _announced
	message := sprintf("tells nobody of new log files under %s", [log_prefix])
}

findings contains result.with_evidence(result.fail(bucket_arn, message), {"receivers": receivers}) if {
	some [name, log_prefix] in _silent
	bucket_arn := _buckets[name].arn
	[name, log_prefix] in _announced
	not [name, log_prefix] in _perhaps
	receivers := {way.to | some way in _ways; _covers(way, name, log_prefix)}
	message := sprintf("tells %s of new log files, where nothing receives them", [concat(", ", receivers)])
}

findings contains result.with_evidence(result.unknown(bucket_arn, message), {"receivers": receivers}) if {
	some [name, log_prefix] in _silent
	bucket_arn := _buckets[name].arn
	[name, log_prefix] in _perhaps
	receivers := {way.to | some way in _ways; _covers(way, name, log_prefix); _is_unseen(way.to)}
	message := sprintf("tells %s of new log files, and whether that exists can't be seen from this account", [concat(", ", receivers)])
}

# --- Log files ------------------------------------------------------------------------------------------------------

# What each trail writes into the buckets of this account.
_logs contains [trail.s3_bucket_name, log_prefix] if {
	some trail in input.tables.cloudtrail_trails
	trail.s3_bucket_name in object.keys(_buckets)
	log_prefix := _log_prefix(trail.arn, trail.is_organization_trail, trail.s3_key_prefix)
}

_logs contains [trail.s3_bucket_name, log_prefix] if {
	some trail in input.organization.tables.cloudtrail_organization_trails
	trail.s3_bucket_name in object.keys(_buckets)
	log_prefix := _log_prefix(trail.arn, trail.is_organization_trail, trail.s3_key_prefix)
}

_log_prefix(trail_arn, organizational, key_prefix) := cloudtrail.log_prefix(key_prefix, folder) if {
	folder := cloudtrail.folder(trail_arn, organizational, input.organization.id)
} else := cloudtrail.root(key_prefix)

_announced contains [name, log_prefix] if {
	some [name, log_prefix] in _logs
	some way in _ways
	_covers(way, name, log_prefix)
}

_perhaps contains [name, log_prefix] if {
	some [name, log_prefix] in _silent
	some way in _ways
	_covers(way, name, log_prefix)
	_is_unseen(way.to)
}

_silent := _logs - _closed

_closed contains [name, log_prefix] if {
	some [name, log_prefix] in _logs
	some way in _ways
	_covers(way, name, log_prefix)
	way.to in _live
}

_told contains name if {
	some name, _ in _buckets
	not name in _with_silence
}

_with_silence contains name if some [name, _] in _silent

# --- Ways out of a bucket -------------------------------------------------------------------------------------------

_covers(way, name, log_prefix) if {
	way.bucket == name
	startswith(log_prefix, way.prefix)
	endswith(".json.gz", way.suffix)
}

_ways contains way if {
	some bucket in input.tables.s3_bucket_notifications
	bucket.name in object.keys(_buckets)
	some [to, notification] in _notifications(bucket.event_notification_configuration)
	some event in notification.Events
	event in {"s3:ObjectCreated:*", "s3:ObjectCreated:Put"}
	way := {
		"bucket": bucket.name,
		"to": events.receiver(to),
		"prefix": _filter(notification.Filter, "prefix"),
		"suffix": _filter(notification.Filter, "suffix"),
	}
}

_notifications(configuration) := [[to, notification] |
	some list, key in {
		"QueueConfigurations": "QueueArn",
		"TopicConfigurations": "TopicArn",
		"LambdaFunctionConfigurations": "LambdaFunctionArn",
	}
	some notification in configuration[list]
	to := notification[key]
]

_filter(filter, name) := values[0] if {
	values := [rule.Value | some rule in filter.Key.FilterRules; lower(rule.Name) == name]
} else := ""

_ways contains way if {
	some bucket in input.tables.s3_bucket_notifications
	bucket.name in object.keys(_buckets)
	is_object(bucket.event_notification_configuration.EventBridgeConfiguration)
	some rule in _object_rules
	rule.region == _buckets[bucket.name].region
	_names(rule.pattern.detail.bucket.name, bucket.name)
	way := {
		"bucket": bucket.name,
		"to": rule.to,
		"prefix": _key(rule.pattern.detail.object.key, "prefix"),
		"suffix": _key(rule.pattern.detail.object.key, "suffix"),
	}
}

# Rules for new objects, with where they send them.
_object_rules contains {"region": rule.region, "pattern": pattern, "to": events.receiver(target.arn)} if {
	some rule in input.tables.events_rules
	rule.state in events.enabled
	rule.event_bus_name == "default"
	events.carries(events.of_place(rule.event_pattern, input.account.id, rule.region), "aws.s3", "Object Created")
	pattern := object.union(_any_object, rule.event_pattern)
	some target in rule.targets
}

_any_object := {"detail": {"bucket": {"name": null}, "object": {"key": null}}}

_names(null, _)

_names(names, name) if name in names

_names(names, name) if {
	some alternative in names
	is_string(alternative.prefix)
	startswith(name, alternative.prefix)
}

# Of a filter on keys only a single start or end is understood; any other lets nothing through here.
_key(filters, word) := "" if {
	filters == null
	is_string(word)
}

else := filters[0][word] if {
	_is_single(filters)
	is_string(filters[0][word])
}

else := "" if {
	_is_single(filters)
}

else := "a filter that is not understood"

_is_single(filters) if {
	is_array(filters)
	count(filters) == 1
	some word in ["prefix", "suffix"]
	is_string(filters[0][word])
}

# CloudTrail itself tells a topic of each file, if the trail names one.
_ways contains {"bucket": trail.s3_bucket_name, "to": trail.sns_topic_arn, "prefix": log_prefix, "suffix": ""} if {
	some trail in input.tables.cloudtrail_trails
	is_string(trail.sns_topic_arn)
	log_prefix := _log_prefix(trail.arn, trail.is_organization_trail, trail.s3_key_prefix)
}

_ways contains {"bucket": trail.s3_bucket_name, "to": trail.sns_topic_arn, "prefix": log_prefix, "suffix": ""} if {
	some trail in input.organization.tables.cloudtrail_organization_trails
	is_string(trail.sns_topic_arn)
	log_prefix := _log_prefix(trail.arn, trail.is_organization_trail, trail.s3_key_prefix)
}

_told_to contains way.to if some way in _ways

_is_unseen(to) if events.is_out_of_sight(to, input.account.id)

# The buckets of this account that a trail writes to, by name.
_buckets := tally.known({[bucket.name, {"arn": bucket.arn, "region": bucket.region}] |
	some bucket in input.tables.s3_buckets
	bucket.name in _destinations
})

_destinations contains trail.s3_bucket_name if some trail in input.tables.cloudtrail_trails

_destinations contains trail.s3_bucket_name if some trail in input.organization.tables.cloudtrail_organization_trails

# --- Receivers of the account that exist; a topic counts when somebody gets what it is told --------------------------

_live contains receiver if some receiver in _ends

_live contains topic.topic_arn if {
	some topic in input.tables.sns_topics
	topic.topic_arn in _heard
}

_ends contains queue.queue_arn if some queue in input.tables.sqs_queues

_ends contains function.arn if some function in input.tables.lambda_functions

_heard contains subscription.topic_arn if {
	some subscription in input.tables.sns_topic_subscriptions
	subscription.is_confirmed == true
	subscription.topic_arn in _told_to
	_arrives(subscription.protocol, subscription.endpoint)
}

_arrives(_, endpoint) if events.receiver(endpoint) in _ends

_arrives(_, endpoint) if events.is_out_of_sight(endpoint, input.account.id)

# A SIEM has no mailbox and no telephone.
_arrives(protocol, "") if protocol in {"http", "https"}
