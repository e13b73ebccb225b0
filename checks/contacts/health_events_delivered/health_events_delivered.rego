# METADATA
# title: AWS Health and abuse notices are passed on by a rule
# description: Where notices about exposed keys and abuse arrive, an enabled rule of EventBridge with a target lets AWS Health events and abuse events through. With the organizational view that is one account for all, otherwise each account by itself.
# related_resources:
#   - ref: https://docs.aws.amazon.com/health/latest/ug/cloudwatch-events-health.html
# schemas:
#   - input: schema.checks.contacts.health_events_delivered
# custom:
#   severity: medium
#   scope: account
#   inventory: [events_rules, organizations_trusted_access, organizations_delegated_services]
#   partial: self
#   requirements: [SEC-11]
#   risk: The warning of AWS about an exposed key waits in a mailbox while the key is being used.
#   fix: Create a rule on aws.health in us-east-1 with the SIEM's queue as target, best in the account with the organizational view.
package checks.contacts.health_events_delivered

import future.keywords.not

import data.checks.lib.events
import data.checks.lib.gaps
import data.checks.lib.result

findings contains result.not_applicable(input.account.id, message) if {
	_is_known
	not input.account.id in _asked
	message := sprintf("has its notices gathered by the organizational view of AWS Health in %s", [concat(", ", _asked)])
}

findings contains result.pass(input.account.id, count(_rules), "rules pass on AWS Health and abuse notices") if {
	_may_be_asked
	count(_missing) == 0
}

findings contains result.with_evidence(result.fail(input.account.id, message), {"missing": sort(_missing), "regions": sort(_homes)}) if {
	_is_known
	input.account.id in _asked
	count(_missing) > 0
	not _is_unread
	message := sprintf("has no rule%s that passes on events of kind %s", [_place, concat(", ", sort(_missing))])
}

findings contains result.unknown(input.account.id, "has no such rule, and nobody could tell whether the organizational view of AWS Health has its notices") if {
	not _is_known
	count(_missing) > 0
}

findings contains result.unknown(input.account.id, "has no such rule where rules could be read") if {
	_is_known
	input.account.id in _asked
	count(_missing) > 0
	_is_unread
}

# What the notices that matter most say of themselves: one of exposed keys, and any of abuse.
_notices := {
	"AWS Health Event": {"service": "RISK", "eventTypeCategory": "issue", "eventTypeCode": "AWS_RISK_CREDENTIALS_EXPOSED"},
	"AWS Health Abuse Event": {"service": "ABUSE", "eventTypeCategory": "issue"},
}

_missing := object.keys(_notices) - {kind | some [_, kind] in _heard}

_rules contains rule_arn if some [rule_arn, _] in _heard

_heard contains [rule.arn, kind] if {
	some rule in input.tables.events_rules
	rule.region in _homes
	rule.state in events.enabled
	events.on_default(rule.event_bus_name)
	some _ in rule.targets
	pattern := events.of_place(rule.event_pattern, input.account.id, rule.region)
	some kind, notice in _notices
	events.carries_told(pattern, "aws.health", kind, notice)
}

# --- Where such notices arrive: those that are of no region, and so those about identities, in one region ---------------

_home_of := {"aws": "us-east-1", "aws-us-gov": "us-gov-west-1"}

_homes := {region} if {
	region := _home_of[input.account.partition]
} else := {rule.region | some rule in input.tables.events_rules}

_place := sprintf(" in %s", [concat(", ", _homes)]) if {
	count(_homes) == 1
} else := ""

_is_unread if {
	some region in gaps.regions(input.unreadable, {"events_rules"})
	_matters(region)
}

_is_unread if count(gaps.wholly(input.unreadable, {"events_rules"})) > 0

_matters(region) if region in _homes

_matters(_) if not _home_of[input.account.partition]

# --- Who is asked: whoever has the organizational view, or each account -----------------------------------------------

_service := "health.amazonaws.com"

_asked := {input.account.id} if {
	not _is_gathered
} else := _delegates if {
	count(_delegates) > 0
} else := {input.organization.management_account_id}

_may_be_asked if input.account.id in _asked

_may_be_asked if not _is_known

_is_known if {
	count(gaps.wholly(input.unreadable, {"organizations_trusted_access", "organizations_delegated_services"})) == 0
}

_is_gathered if {
	is_string(input.organization.management_account_id)
	some service in input.organization.tables.organizations_trusted_access
	service.service_principal == _service
}

_delegates := {delegated.delegated_account_id |
	some delegated in input.organization.tables.organizations_delegated_services
	delegated.service_principal == _service
}
