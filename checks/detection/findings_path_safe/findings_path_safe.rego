# METADATA
# title: The path of findings to the SIEM loses nothing
# description: In the security account every enabled rule that forwards findings has targets with dead-letter queues, and functions among the targets are active and may run.
# related_resources:
#   - ref: https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-dlq.html
# schemas:
#   - input: schema.checks.detection.findings_path_safe
# custom:
#   severity: high
#   scope: account
#   inventory: [events_rules, lambda_functions]
#   partial: region
#   requirements: [SIEM-05]
#   risk: A hiccup of the target swallows the finding.
#   fix: Give each target a dead-letter queue, and let the function run.
package checks.detection.findings_path_safe

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

findings contains result.fail(input.account.id, "forwards no findings to anybody") if {
	_is_asked
	count(_forwarding) == 0
}

findings contains result.in_region(result.fail(rule.arn, "has a target without a dead-letter queue"), rule.region) if {
	_is_asked
	some rule in input.tables.events_rules
	rule.arn in _forwarding
	some target in rule.targets
	not is_string(target.DeadLetterConfig.Arn)
}

findings contains result.in_region(result.fail(rule.arn, "has a function as target that does not run"), rule.region) if {
	_is_asked
	some rule in input.tables.events_rules
	rule.arn in _forwarding
	some target in rule.targets
	target.Arn in _dead_functions
}

findings contains result.pass(input.account.id, count(_forwarding), "rules forward findings and lose none") if {
	_is_asked
	count(_forwarding) > 0
}

_security := id if {
	id := input.expectations["security-account"]
	is_string(id)
}

_is_asked if input.account.id == _security

_forwarding contains rule.arn if {
	some rule in input.tables.events_rules
	rule.state == "ENABLED"
	count(rule.targets) > 0
	some source in rule.event_pattern.source
	source in {"aws.guardduty", "aws.securityhub", "aws.macie", "aws.inspector2"}
}

_dead_functions contains function.arn if {
	some function in input.tables.lambda_functions
	function.reserved_concurrent_executions == 0
}

_dead_functions contains function.arn if {
	some function in input.tables.lambda_functions
	function.state in {"Failed", "Inactive"}
}
