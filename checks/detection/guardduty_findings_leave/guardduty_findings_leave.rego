# METADATA
# title: GuardDuty findings leave for the SIEM in every region
# description: In every enabled region of the security account an enabled EventBridge rule on GuardDuty events has a target. Findings of members reach the administrator in their own region only.
# related_resources:
#   - ref: https://docs.aws.amazon.com/guardduty/latest/ug/guardduty_findings_cloudwatch.html
# schemas:
#   - input: schema.checks.detection.guardduty_findings_leave
# custom:
#   severity: critical
#   scope: account
#   inventory: [events_rules]
#   partial: region
#   requirements: [GD-11]
#   risk: A finding is made and nobody hears of it.
#   fix: Create a rule on source aws.guardduty with the queue of the SIEM as target, in every region.
package checks.detection.guardduty_findings_leave

import future.keywords.not

import data.checks.lib.result

findings contains result.unknown(input.account.id, message) if {
	not _security
	message := "cannot be judged, since no 'expectations.security-account' is configured"
}

findings contains result.not_applicable(input.account.id, "is not the security account, where findings are gathered") if {
	_security
	not _is_asked
}

findings contains result.in_region(result.fail(input.account.id, message), region) if {
	_is_asked
	some region in input.account.regions
	not region in _forwarded
	message := sprintf("sends GuardDuty findings of %s nowhere", [region])
}

findings contains result.in_region(result.pass(input.account.id, 1, "sends GuardDuty findings on"), region) if {
	_is_asked
	some region in input.account.regions
	region in _forwarded
}

findings contains result.unknown(input.account.id, "has no enabled region that is known") if {
	_is_asked
	count(input.account.regions) == 0
}

_security := id if {
	id := input.expectations["security-account"]
	is_string(id)
}

_is_asked if input.account.id == _security

_forwarded contains rule.region if {
	some rule in input.tables.events_rules
	rule.state == "ENABLED"
	"aws.guardduty" in rule.event_pattern.source
	count(rule.targets) > 0
}
