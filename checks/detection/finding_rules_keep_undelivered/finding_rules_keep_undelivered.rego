# METADATA
# title: EventBridge rules for findings keep what they can't deliver
# description: Every target of an enabled EventBridge rule that carries findings of GuardDuty, Security Hub, Macie or Inspector has a dead-letter queue, which exists if it is of this account.
# related_resources:
#   - ref: https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-dlq.html
# schemas:
#   - input: schema.checks.detection.finding_rules_keep_undelivered
# custom:
#   severity: high
#   scope: account
#   inventory: [events_rules, sqs_queues]
#   partial: region
#   requirements: [SIEM-05]
#   risk: While the SIEM's receiver is broken or throttled, findings are dropped after a day of retries, and nobody learns that they were there.
#   fix: Give each target of the rule a dead-letter queue, and raise an alarm when something stands in it.
#   frameworks:
#     nist-800-61r3: [DE.AE-06]
package checks.detection.finding_rules_keep_undelivered

import future.keywords.not

import data.checks.lib.events
import data.checks.lib.result

findings contains result.not_applicable(input.account.id, "has no enabled rule that carries findings") if count(_rules) == 0

findings contains result.pass(input.account.id, count(_sound), "rules for findings keep what they can't deliver") if count(_sound) > 0

findings contains result.in_region(result.with_evidence(result.fail(rule.arn, message), {"targets": careless}), rule.region) if {
	some rule in _rules
	careless := _careless(rule.targets)
	count(careless) > 0
	message := sprintf("has no dead-letter queue that exists for %s", [concat(", ", careless)])
}

findings contains result.in_region(result.fail(rule.arn, "carries findings and has no target"), rule.region) if {
	some rule in _rules
	count(rule.targets) == 0
}

_sound contains rule.arn if {
	some rule in _rules
	count(rule.targets) > 0
	count(_careless(rule.targets)) == 0
}

_rules contains {"arn": rule.arn, "region": rule.region, "targets": rule.targets} if {
	some rule in input.tables.events_rules
	rule.state in events.enabled
	some source, _ in events.findings
	events.carries_findings(rule.event_pattern, source)
}

_careless(targets) := {sprintf("%v", [target.arn]) | some target in targets; not _keeps(target.dead_letter_arn)}

_keeps(queue_arn) if queue_arn in _queues

_keeps(queue_arn) if {
	is_string(queue_arn)
	events.is_out_of_sight(queue_arn, input.account.id)
}

_queues contains queue.queue_arn if some queue in input.tables.sqs_queues
