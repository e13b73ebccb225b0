# METADATA
# title: Findings of Security Hub, Macie and Inspector leave the security account
# description: In the security account at least one region has an enabled EventBridge rule that sends all findings of Security Hub to a living target, or rules that do so for Macie and for Inspector. GuardDuty's way is judged apart.
# related_resources:
#   - ref: https://docs.aws.amazon.com/securityhub/latest/userguide/securityhub-cloudwatch-events.html
#   - ref: https://docs.aws.amazon.com/macie/latest/user/findings-monitor-events-eventbridge.html
# schemas:
#   - input: schema.checks.detection.security_findings_delivered
# custom:
#   severity: high
#   scope: account
#   inventory: [events_rules, sqs_queues, sns_topics, sns_topic_subscriptions, lambda_functions]
#   partial: self
#   requirements: [SIEM-05]
#   risk: Findings on exposed data, weak settings and exploitable packages stay in consoles that nobody watches.
#   fix: Create a rule on aws.securityhub in the security account, in the region to which Security Hub brings all findings together.
#   frameworks:
#     nist-800-61r3: [DE.AE-06]
package checks.detection.security_findings_delivered

import future.keywords.not

import data.checks.lib.arn
import data.checks.lib.events
import data.checks.lib.result
import data.checks.lib.tally

findings contains result.unknown(input.account.id, "can't be judged, since no 'expectations.security-account' is configured") if {
	not _security_account
}

findings contains result.not_applicable(input.account.id, message) if {
	_security_account != input.account.id
	message := sprintf("leaves that to the security account %s", [_security_account])
}

findings contains result.pass(input.account.id, count(_delivered), message) if {
	_security_account == input.account.id
	count(_missing) == 0
	message := sprintf("kinds of findings leave the security account: %s", [concat(", ", _delivered)])
}

findings contains result.with_evidence(result.fail(input.account.id, message), {"missing": _missing, "delivered": _delivered, "filtering": _filtering}) if {
	_security_account == input.account.id
	count(_missing) > 0
	count(_missing - _perhaps) > 0
	not _is_unread
	message := sprintf("has no enabled rule that sends %sfindings of %s to a living target", [_how_many, concat(", ", _missing)])
}

findings contains result.unknown(input.account.id, message) if {
	_security_account == input.account.id
	count(_missing) > 0
	_is_unread
	message := sprintf("has no rule for findings of %s among those that could be read; some could not", [concat(", ", _missing)])
}

findings contains result.unknown(input.account.id, message) if {
	_security_account == input.account.id
	count(_missing) > 0
	count(_missing - _perhaps) == 0
	not _is_unread
	message := sprintf("sends findings of %s to targets that can't be seen from this account, or by filters that may leave some out", [concat(", ", _missing)])
}

_security_account := account_id if {
	account_id := input.expectations["security-account"]
	is_string(account_id)
}

# Security Hub also carries what Macie and Inspector find.
_missing := set() if {
	"aws.securityhub" in _delivered
} else := set() if {
	count({"aws.macie", "aws.inspector2"} - _delivered) == 0
} else := {"aws.securityhub"} if {
	"aws.securityhub" in _perhaps
} else := {"aws.securityhub", "aws.macie", "aws.inspector2"} if {
	count({"aws.macie", "aws.inspector2"} & (_delivered | _perhaps)) == 0
} else := {"aws.macie", "aws.inspector2"} - _delivered

_delivered contains way.source if {
	some way in _ways
	way.reach == "all"
}

_perhaps contains way.source if {
	some way in _ways
	way.reach == "perhaps"
}

# Together they may pass on all.
_perhaps contains source if {
	some source, filterings in tally.by_key({[way.source, way.filtering] | some way in _ways})
	count(filterings) > 1
}

_how_many := "all " if {
	count(_filtering) > 0
} else := ""

_filtering contains rule_arn if {
	some way in _ways
	way.source in _missing
	some rule_arn in way.filtering
}

# These services write to the default bus of their region.
_first contains hop if {
	some hop in _hops
	hop.origin == hop.region
	endswith(hop.bus, ":event-bus/default")
}

# For findings of each region, since they keep its name wherever they are sent.
_hops contains hop if {
	some [source, rule] in _carrying
	bus := events.bus(rule.arn, rule.region, rule.event_bus_name)
	some origin in _origins
	pattern := events.of_place(rule.event_pattern, input.account.id, origin)
	reach := events.reach(pattern, source, input.account.id, origin)
	some target in rule.targets
	is_string(target.arn)
	hop := {
		"source": source, "origin": origin, "region": rule.region, "bus": bus, "to": events.receiver(target.arn),
		"reach": reach, "filtering": {sprintf("%v", [rule.arn]) | reach != "all"},
	}
}

_origins contains rule.region if some [_, rule] in _carrying

_carrying contains [source, rule] if {
	some rule in input.tables.events_rules
	rule.state in events.enabled
	some source in ["aws.securityhub", "aws.macie", "aws.inspector2"]
	events.carries_findings(rule.event_pattern, source)
}

# --- Ways by which findings arrive: by one rule, or by one that sends them to the bus of another ----------------------

_ways contains {"source": hop.source, "reach": hop.reach, "filtering": hop.filtering} if {
	some hop in _first
	hop.to in _live
}

_ways contains {"source": hop.source, "reach": events.lesser(hop.reach, "perhaps"), "filtering": hop.filtering} if {
	some hop in _first
	_is_unseen(hop.to)
}

# A bus is as good as what its rules lead to.
_ways contains way if {
	some hop in _first
	some [reach, filtering] in _onward[[hop.source, hop.origin, hop.to]]
	way := {
		"source": hop.source,
		"reach": events.lesser(hop.reach, reach),
		"filtering": (hop.filtering | filtering),
	}
}

_onward := tally.by_key({[[hop.source, hop.origin, hop.bus], [hop.reach, hop.filtering]] |
	some hop in _hops
	hop.to in _live
})

_is_unread if {
	some gaps in input.unreadable
	count(gaps) > 0
}

_told_to contains hop.to if some hop in _hops

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
