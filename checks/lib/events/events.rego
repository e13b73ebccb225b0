# METADATA
# description: |
#   Which events an EventBridge rule passes on, and who receives them. Patterns are as written by their authors; a filter
#   on details, such as the severity of findings, is looked at only where it says so.
package checks.lib.events

import future.keywords.not

import data.checks.lib.arn

# METADATA
# description: The states of a rule that works.
enabled := {"ENABLED", "ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS"}

# METADATA
# description: |
#   The rule listens to the bus on which AWS puts what its services tell of the account. Another bus hears of it only what
#   a rule of this one sends there.
on_default(bus_name) if bus_name == "default"

on_default(bus_name) if {
	is_string(bus_name)
	endswith(bus_name, ":event-bus/default")
}

# METADATA
# description: What finding services call themselves in events, and the kinds of event that carry their findings.
findings := {
	"aws.guardduty": {"GuardDuty Finding"},
	"aws.securityhub": {"Security Hub Findings - Imported", "Findings Imported V2"},
	"aws.macie": {"Macie Finding"},
	"aws.inspector2": {"Inspector2 Finding"},
}

# METADATA
# description: A rule with this pattern passes on the findings of this service.
carries_findings(pattern, source) if {
	some kind in findings[source]
	carries(pattern, source, kind)
}

# METADATA
# description: |
#   What of a pattern is for events of this account and region. Undefined when it lets none of them through: each event
#   names where it is from, and keeps that name on its way through further buses.
of_place(pattern, account_id, region) := {"$or": alternatives} if {
	alternatives := [alternative |
		some alternative in _alternatives(pattern)
		_lets_through(alternative, "account", account_id)
		_lets_through(alternative, "region", region)
	]
	count(alternatives) > 0
}

# METADATA
# description: |
#   How many of this service's findings a rule with this pattern passes on: "all", "some" where a filter surely leaves out
#   others, such as those of other types, accounts or products, and "perhaps" where nobody can tell. A filter on severity
#   is left to its author. Undefined when it passes on none.
reach(pattern, source, account_id, region) := _reach_together([word |
	some alternative in _alternatives(pattern)
	carries_findings(alternative, source)
	word := _reach_of(alternative, account_id, region)
])

# METADATA
# description: What is left of findings after two rules, one behind the other.
lesser(one, other) := [word | some word in ["some", "perhaps", "all"]; word in {one, other}][0]

# METADATA
# description: A rule with this pattern passes on events of this source and this kind.
carries(pattern, source, kind) if {
	some alternative in _alternatives(pattern)
	_lets_through(alternative, "source", source)
	_lets_through(alternative, "detail-type", kind)
}

# METADATA
# description: |
#   The same for an event that says this in its details, such as {"service": "RISK"}. Conditions on other details are not
#   looked at.
carries_told(pattern, source, kind, told) if {
	some alternative in _alternatives(pattern)
	_lets_through(alternative, "source", source)
	_lets_through(alternative, "detail-type", kind)
	detail := _detail(alternative)
	every key, value in told {
		_lets_through(detail, key, value)
	}
}

# METADATA
# description: |
#   A rule with this pattern passes on each call of this operation that CloudTrail records, whoever makes it. Further
#   conditions on the call, such as on its caller, let only some through.
carries_call(pattern, service, operation) if {
	some alternative in _alternatives(pattern)
	_lets_through(alternative, "source", sprintf("aws.%s", [service]))
	_lets_through(alternative, "detail-type", "AWS API Call via CloudTrail")
	detail := _detail(alternative)
	object.keys(detail) - {"eventSource", "eventName"} == set()
	_lets_through(detail, "eventSource", sprintf("%s.amazonaws.com", [service]))
	_lets_through(detail, "eventName", operation)
}

# METADATA
# description: |
#   A rule with this pattern passes on what the service reports of this operation through CloudTrail, such as that an
#   account was made. A condition on how it went must let through that it went well; others are not looked at.
carries_report(pattern, service, operation) if {
	some alternative in _alternatives(pattern)
	_lets_through(alternative, "source", sprintf("aws.%s", [service]))
	_lets_through(alternative, "detail-type", "AWS Service Event via CloudTrail")
	detail := _detail(alternative)
	_lets_through(detail, "eventName", operation)
	count([1 | some status in detail.serviceEventDetails; not _lets_through(status, "state", "SUCCEEDED")]) == 0
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

# "$or" holds several patterns, each of which goes with the rest.
_alternatives(pattern) := [object.union(object.remove(pattern, {"$or"}), alternative) |
	some alternative in pattern["$or"]
	is_object(alternative)
] if {
	is_array(pattern["$or"])
}

else := [pattern] if {
	is_object(pattern)
}

else := []

# --- Filters of findings --------------------------------------------------------------------------------------------

# What several alternatives pass on together nobody can tell, unless one of them passes on all.
_reach_together(words) := "all" if {
	"all" in words
} else := "some" if {
	words == ["some"]
} else := "perhaps" if {
	count(words) > 0
}

_reach_of(pattern, account_id, region) := "some" if {
	told := _told(account_id, region)
	some path, filter in _filters(pattern)
	_leaves_out(path, filter, told)
} else := "perhaps" if {
	told := _told(account_id, region)
	some path, filter in _filters(pattern)
	not _lets_all_through(path, filter, told)
} else := "perhaps" if {
	object.keys(pattern) - {"source", "detail-type", "detail", "account", "region"} != set()
} else := "all"

# The lists of alternatives for each detail; what stands within a list is part of an alternative.
_filters(pattern) := {concat(".", path): filter |
	walk(_detail(pattern), [path, filter])
	is_array(filter)
	every step in path {
		is_string(step)
	}
}

_lets_all_through(path, _, _) if contains(lower(path), "severity")

_lets_all_through(path, filter, told) if {
	not path in _accounts
	value := told[path]
	some alternative in filter
	_fits(alternative, value)
}

_lets_all_through(_, filter, _) if {
	some alternative in filter
	alternative in [{"prefix": ""}, {"suffix": ""}, {"wildcard": "*"}]
}

_lets_all_through(path, filter, _) if {
	path in _names
	{"exists": true} in filter
}

_lets_all_through(path, filter, told) if {
	told[path] != null
	{"exists": true} in filter
}

# What each new finding says of itself, and at least those of the account itself.
_told(account_id, region) := {
	"accountId": account_id,
	"awsAccountId": account_id,
	"findings.AwsAccountId": account_id,
	"region": region,
	"archived": false,
	"schemaVersion": "2.0",
	"service.archived": false,
	"service.serviceName": "guardduty",
	"status": "ACTIVE",
	"findings.RecordState": "ACTIVE",
	"findings.Workflow.Status": "NEW",
	"findings.WorkflowState": "NEW",
}

# Findings differ in these, and no list of values holds them all.
_names := {
	"type", "title", "description", "id", "resource.resourceType",
	"findings.Types", "findings.Title", "findings.Id", "findings.GeneratorId", "findings.ProductArn",
	"findings.ProductName", "findings.CompanyName", "findings.Compliance.Status", "findings.Resources.Type",
}

_accounts := {"accountId", "awsAccountId", "findings.AwsAccountId"}

_leaves_out(path, filter, _) if {
	path in _names
	every alternative in filter {
		is_string(alternative)
	}
}

# One pattern such as a prefix holds one kind; several may hold all that there are.
_leaves_out(path, filter, _) if {
	path in _names
	count(filter) == 1
	some operator in ["prefix", "suffix", "wildcard", "equals-ignore-case"]
	is_string(filter[0][operator])
	not filter[0][operator] in {"", "*"}
}

_leaves_out(path, filter, told) if {
	value := told[path]
	every alternative in filter {
		not _fits(alternative, value)
		not _lets_all_through(path, [alternative], told)
	}
}

_detail(pattern) := pattern.detail if is_object(pattern.detail)

else := {}

_lets_through(pattern, key, _) if not pattern[key]

_lets_through(pattern, key, value) if {
	some alternative in pattern[key]
	_fits(alternative, value)
}

_fits(alternative, value) if alternative == value

_fits(alternative, value) if _is_like(alternative, value)

_fits(alternative, value) if {
	other := alternative["anything-but"]
	not value in _texts(other)
	not _is_like(other, value)
}

_is_like(alternative, value) if {
	is_string(value)
	some text in _texts(alternative.prefix)
	startswith(value, text)
}

_is_like(alternative, value) if {
	is_string(value)
	some text in _texts(alternative.suffix)
	endswith(value, text)
}

_is_like(alternative, value) if {
	is_string(value)
	some text in _texts(alternative["equals-ignore-case"])
	lower(value) == lower(text)
}

_is_like(alternative, value) if {
	is_string(value)
	some text in _texts(alternative.wildcard)
	glob.match(text, null, value)
}

# One text or several.
_texts(words) := [words] if is_string(words)

else := [word | some word in words; is_string(word)] if {
	is_array(words)
}

else := []
