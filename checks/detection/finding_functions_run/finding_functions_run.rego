# METADATA
# title: Lambda functions that receive findings exist and are not throttled
# description: Every Lambda function of this account to which an enabled EventBridge rule sends findings of GuardDuty, Security Hub, Macie or Inspector exists, and its reserved concurrency is not zero.
# related_resources:
#   - ref: https://docs.aws.amazon.com/lambda/latest/dg/configuration-concurrency.html
# schemas:
#   - input: schema.checks.detection.finding_functions_run
# custom:
#   severity: high
#   scope: account
#   inventory: [events_rules, lambda_concurrency]
#   partial: region
#   requirements: [SIEM-05]
#   risk: A forwarder that somebody stopped by setting its concurrency to zero drops every finding in silence.
#   fix: Take the reserved concurrency of zero off the function, or point the rule to a function that exists.
#   frameworks:
#     nist-800-61r3: [DE.AE-06]
package checks.detection.finding_functions_run

import future.keywords.not

import data.checks.lib.arn
import data.checks.lib.events
import data.checks.lib.result

findings contains result.not_applicable(input.account.id, "has no rule that sends findings to a function") if count(_wanted) == 0

findings contains result.pass(input.account.id, count(_running), "functions that receive findings can run") if count(_running) > 0

findings contains result.in_region(result.with_evidence(result.fail(function.arn, message), {"rule": function.rule}), function.region) if {
	some function in _wanted
	not function.arn in _existing
	message := "does not exist, and a rule sends it findings"
}

findings contains result.in_region(result.with_evidence(result.fail(function.arn, message), {"rule": function.rule, "reserved_concurrent_executions": 0}), function.region) if {
	some function in _wanted
	function.arn in _existing
	not function.arn in _unhindered
	message := "receives findings and can't run, since its reserved concurrency is zero"
}

_running contains function.arn if {
	some function in _wanted
	function.arn in _unhindered
}

_wanted contains {"arn": receiver, "region": rule.region, "rule": rule.arn} if {
	some rule in input.tables.events_rules
	rule.state in events.enabled
	some source, _ in events.findings
	events.carries_findings(rule.event_pattern, source)
	some target in rule.targets
	receiver := events.receiver(target.arn)
	arn.parse(receiver).service == "lambda"
	arn.account(receiver) == input.account.id
}

_existing contains function.arn if some function in input.tables.lambda_concurrency

_unhindered contains function.arn if {
	some function in input.tables.lambda_concurrency
	function.has_reserved_concurrency == false
}

_unhindered contains function.arn if {
	some function in input.tables.lambda_concurrency
	is_number(function.reserved_concurrent_executions)
	function.reserved_concurrent_executions > 0
}
