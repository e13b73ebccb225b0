# METADATA
# title: Databases tell of events, and their hosts are monitored
# description: Every RDS instance has enhanced monitoring on, and its region has an enabled event subscription for instances, or for all sources, to a topic.
# related_resources:
#   - ref: https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_Events.html
# schemas:
#   - input: schema.checks.detection.database_events_told
# custom:
#   severity: low
#   scope: account
#   inventory: [rds_log_exports, rds_event_subscriptions]
#   partial: region
#   requirements: [RDS-04]
#   risk: That somebody made a database public, or restored a copy of it, is told to nobody.
#   fix: Switch on enhanced monitoring and subscribe a topic to events of instances in that region.
package checks.detection.database_events_told

import future.keywords.not

import data.checks.lib.result
import data.checks.lib.tally

findings contains result.not_applicable(input.account.id, "has no database") if count(_asked) == 0

findings contains finding if {
	some instance in input.tables.rds_log_exports
	[instance.region, instance.db_instance_identifier] in _bad
	finding := result.in_region(result.with_evidence(result.fail(instance.db_instance_identifier, "is not monitored from its host, or nobody is told of its events"), {"monitoring_interval": instance.monitoring_interval}), instance.region)
}

findings contains finding if some finding in tally.passes(input.account.id, _good, "databases tell of events")

_good := _asked & _recorded

_bad := _asked - _recorded

_asked contains [instance.region, instance.db_instance_identifier] if {
	some instance in input.tables.rds_log_exports
	not instance.engine in {"docdb", "neptune"}
}

_recorded contains [instance.region, instance.db_instance_identifier] if {
	some instance in input.tables.rds_log_exports
	is_number(instance.monitoring_interval)
	instance.monitoring_interval > 0
	instance.region in _told
}

_told contains subscription.region if {
	some subscription in input.tables.rds_event_subscriptions
	subscription.enabled == true
	is_string(subscription.sns_topic_arn)
	subscription.source_type in {null, "", "db-instance"}
	not _is_narrow(subscription.source_ids)
}

# A subscription to named sources leaves out those that come later.
_is_narrow(ids) if some _ in ids
