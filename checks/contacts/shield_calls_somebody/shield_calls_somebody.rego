# METADATA
# title: Shield Advanced calls the emergency contacts in an attack
# description: An account that has Shield Advanced has proactive engagement on, which AWS allows only with emergency contacts. Accounts without Shield Advanced are not asked.
# related_resources:
#   - ref: https://docs.aws.amazon.com/waf/latest/developerguide/ddos-srt-proactive-engagement.html
# schemas:
#   - input: schema.checks.contacts.shield_calls_somebody
# custom:
#   severity: low
#   scope: account
#   inventory: [shield_subscriptions]
#   requirements: [SEC-12]
#   risk: The response team of AWS sees the attack, and has nobody to call.
#   fix: Enter emergency contacts in Shield and turn proactive engagement on.
package checks.contacts.shield_calls_somebody

import future.keywords.not

import data.checks.lib.result

findings contains result.not_applicable(input.account.id, "has no Shield Advanced") if {
	count(input.tables.shield_subscriptions) == 0
}

findings contains result.pass(input.account.id, 1, "has Shield Advanced with proactive engagement") if {
	"ENABLED" in _states
}

findings contains result.unknown(input.account.id, "has asked for proactive engagement of Shield Advanced, which AWS has not confirmed yet") if {
	"PENDING" in _states
}

findings contains result.with_evidence(result.fail(input.account.id, message), {"proactive_engagement_status": state}) if {
	some state in _states
	not state in {"ENABLED", "PENDING"}
	message := "has Shield Advanced without proactive engagement, so that AWS calls nobody in an attack"
}

# AWS says nothing where proactive engagement was never set up.
_states := {subscription.proactive_engagement_status | some subscription in input.tables.shield_subscriptions}
