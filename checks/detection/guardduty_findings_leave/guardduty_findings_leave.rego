# METADATA
# title: GuardDuty findings leave every region
# description: In every region where the account has its own or its members' GuardDuty findings, an enabled EventBridge rule on aws.guardduty sends them all to a living queue, function or topic, or by a bus to a region where one does. Members are judged in their administrator.
# related_resources:
#   - ref: https://docs.aws.amazon.com/guardduty/latest/ug/guardduty_findings_eventbridge.html
#   - ref: https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-cross-region.html
# schemas:
#   - input: schema.checks.detection.guardduty_findings_leave
# custom:
#   severity: critical
#   scope: account
#   inventory: [guardduty_detectors, events_rules, sqs_queues, sns_topics, sns_topic_subscriptions, lambda_functions]
#   partial: region
#   requirements: [GD-11]
#   risk: GuardDuty sees the intruder, and the finding stays in a console of a region at which nobody looks.
#   fix: Create a rule on aws.guardduty in each region, which sends findings to the SIEM's queue or to the bus of one region.
#   frameworks:
#     nist-800-61r3: [DE.AE-06]
package checks.detection.guardduty_findings_leave

import future.keywords.not

import data.checks.lib.arn
import data.checks.lib.events
import data.checks.lib.result
import data.checks.lib.tally

findings contains result.not_applicable(input.account.id, "has no GuardDuty detector that is on, so there are no findings") if {
	count(_on) == 0
}

findings contains result.not_applicable(input.account.id, message) if {
	count(_on) > 0
	count(_deciding) == 0
	message := sprintf("is a member; its findings are delivered by the administrator %s", [concat(", ", _administrators)])
}

findings contains result.in_region(result.pass(input.account.id, 1, "sends GuardDuty findings to a living target"), region) if {
	some region in _deciding
	region in _closed
}

findings contains result.in_region(result.fail(input.account.id, "has no enabled rule that sends GuardDuty findings on"), region) if {
	some region in _deciding
	not region in _sending
}

findings contains result.in_region(result.with_evidence(result.fail(input.account.id, message), {"targets": targets}), region) if {
	some region in _deciding
	region in _sending
	not region in _arriving
	targets := _targets(region)
	message := sprintf("sends GuardDuty findings to %s, where nothing receives them", [concat(", ", targets)])
}

findings contains result.in_region(result.with_evidence(result.fail(input.account.id, message), {"rules": _filtering[region]}), region) if {
	some region in _deciding
	region in _arriving
	not region in _closed
	not region in _perhaps
	message := sprintf("sends on only some GuardDuty findings, by the filter of %s", [concat(", ", _filtering[region])])
}

findings contains result.in_region(result.with_evidence(result.unknown(input.account.id, message), {"rules": rules}), region) if {
	some region in _deciding
	not region in _closed
	region in _perhaps
	not region in _out_of_sight
	rules := _filtering[region]
	message := sprintf("sends on GuardDuty findings by filters of %s, and whether these let all through can't be told", [concat(", ", rules)])
}

findings contains result.in_region(result.with_evidence(result.unknown(input.account.id, message), {"targets": targets}), region) if {
	some region in _deciding
	not region in _closed
	region in _perhaps
	region in _out_of_sight
	targets := _targets(region)
	message := sprintf("sends GuardDuty findings to %s, and whether that arrives can't be seen from this account", [concat(", ", targets)])
}

# --- Detectors ------------------------------------------------------------------------------------------------------

_on contains detector.region if {
	some detector in input.tables.guardduty_detectors
	not detector.status == "DISABLED"
}

# Where findings are the account's own matter: no administrator gets them.
_deciding := _on - {region | some [region, _] in _administered}

_administrators contains administrator if some [_, administrator] in _administered

_administered contains [detector.region, administrator] if {
	some detector in input.tables.guardduty_detectors
	administrator := detector.master_account.AccountId
	administrator != input.account.id
	lower(detector.master_account.RelationshipStatus) == "enabled"
}

# --- Rules ----------------------------------------------------------------------------------------------------------

_sending contains hop.origin if some hop in _first

_arriving contains way.origin if some way in _ways

_closed contains way.origin if {
	some way in _ways
	way.reach == "all"
}

_perhaps contains way.origin if {
	some way in _ways
	way.reach == "perhaps"
}

# Together they may pass on all.
_perhaps contains region if {
	some region, filterings in tally.by_key({[way.origin, way.filtering] | some way in _ways})
	count(filterings) > 1
}

_out_of_sight contains hop.origin if {
	some hop in _first
	_is_unseen(hop.to)
}

_targets(region) := {hop.to | some hop in _first; hop.origin == region}

# The rules by which findings of a region arrive that are not known to let all of them through.
_filtering := tally.by_key({[way.origin, rule] |
	some way in _ways
	some rule in way.filtering
})

# GuardDuty writes to the default bus of its own region.
_first contains hop if {
	some hop in _hops
	hop.origin == hop.region
	endswith(hop.bus, ":event-bus/default")
}

# For findings of each region, since they keep its name wherever they are sent.
_hops contains hop if {
	some rule in input.tables.events_rules
	rule.state in events.enabled
	events.carries_findings(rule.event_pattern, "aws.guardduty")
	bus := events.bus(rule.arn, rule.region, rule.event_bus_name)
	some origin in _deciding
	pattern := events.of_place(rule.event_pattern, input.account.id, origin)
	reach := events.reach(pattern, "aws.guardduty", input.account.id, origin)
	some target in rule.targets
	is_string(target.arn)
	hop := {
		"origin": origin, "region": rule.region, "bus": bus, "to": events.receiver(target.arn), "reach": reach,
		"filtering": {sprintf("%v", [rule.arn]) | reach != "all"},
	}
}

_told_to contains hop.to if some hop in _hops

# --- Ways by which findings arrive: by one rule, or by one that sends them to the bus of another ----------------------

_ways contains {"origin": hop.origin, "reach": hop.reach, "filtering": hop.filtering} if {
	some hop in _first
	hop.to in _live
}

_ways contains {"origin": hop.origin, "reach": events.lesser(hop.reach, "perhaps"), "filtering": hop.filtering} if {
	some hop in _first
	_is_unseen(hop.to)
}

# A bus is as good as what its rules lead to.
_ways contains way if {
	some hop in _first
	some [reach, filtering] in _onward[[hop.origin, hop.to]]
	way := {
		"origin": hop.origin,
		"reach": events.lesser(hop.reach, reach),
		"filtering": (hop.filtering | filtering),
	}
}

_onward := tally.by_key({[[hop.origin, hop.bus], [hop.reach, hop.filtering]] |
	some hop in _hops
	hop.to in _live
})

# --- Where rules send findings --------------------------------------------------------------------------------------

_is_unseen(to) if events.is_out_of_sight(to, input.account.id)

_is_unseen(to) if {
	parts := arn.parse(to)
	parts.service == "events"
	not parts.region in input.account.regions
}

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

# Mail and text messages also tell somebody.
_arrives(_, "")
