# METADATA
# description: |
#   Which events an EventBridge rule passes on, and who receives them. Patterns are as written by their authors; a filter
#   on details, such as the severity of findings, is not looked at.
package checks.lib.events

import future.keywords.not

import data.checks.lib.arn

# METADATA
# description: The states of a rule that works.
enabled := {"ENABLED", "ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS"}

# METADATA
# description: What finding services call themselves in events, and the kind of event that carries a finding.
findings := {
	"aws.guardduty": "GuardDuty Finding",
	"aws.securityhub": "Security Hub Findings - Imported",
	"aws.macie": "Macie Finding",
	"aws.inspector2": "Inspector2 Finding",
}

# METADATA
# description: A rule with this pattern passes on events of this source and this kind.
carries(pattern, source, kind) if {
	is_object(pattern)
	_lets_through(pattern, "source", source)
	_lets_through(pattern, "detail-type", kind)
}

# METADATA
# description: |
#   The receiver of a target without what is added to its name: a function's version or alias is of the function.
receiver(target_arn) := concat(":", array.slice(split(target_arn, ":"), 0, 7)) if {
	arn.parse(target_arn).service == "lambda"
} else := target_arn

# METADATA
# description: The ARN of a rule's event bus.
bus(rule_arn, region, bus_name) := bus_name if {
	startswith(bus_name, "arn:")
} else := sprintf("arn:%s:events:%s:%s:event-bus/%s", [parts.partition, region, parts.account, bus_name]) if {
	parts := arn.parse(rule_arn)
}

# METADATA
# description: |
#   A receiver whose existence the account's own tables don't tell: it belongs to another account, or is neither a queue,
#   a topic, a function nor a bus.
is_out_of_sight(target_arn, account_id) if arn.account(target_arn) != account_id

is_out_of_sight(target_arn, _) if {
	service := arn.parse(target_arn).service
	not service in {"sqs", "sns", "lambda", "events"}
}

_lets_through(pattern, key, _) if not pattern[key]

_lets_through(pattern, key, value) if {
	some alternative in pattern[key]
	_fits(alternative, value)
}

_fits(alternative, value) if alternative == value

_fits(alternative, value) if startswith(value, alternative.prefix)

_fits(alternative, value) if endswith(value, alternative.suffix)

_fits(alternative, value) if lower(value) == lower(alternative["equals-ignore-case"])

_fits(alternative, value) if glob.match(alternative.wildcard, null, value)

_fits(alternative, value) if {
	other := alternative["anything-but"]
	not _is_among(other, value)
}

_is_among(other, value) if other == value

_is_among(other, value) if value in other

_is_among(other, value) if _fits_simply(other, value)

_fits_simply(other, value) if startswith(value, other.prefix)

_fits_simply(other, value) if endswith(value, other.suffix)
