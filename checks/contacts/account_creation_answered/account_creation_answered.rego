# METADATA
# title: Creation of an account starts an automation
# description: In the management account an enabled rule of EventBridge with a target reacts when AWS Organizations or Control Tower has made an account; events of Organizations arrive in us-east-1 alone. What the target does is not seen. Where no rule does, somebody has to say what sets the contacts of new accounts.
# related_resources:
#   - ref: https://docs.aws.amazon.com/organizations/latest/userguide/orgs_cloudtrail-integration.html
# schemas:
#   - input: schema.checks.contacts.account_creation_answered
# custom:
#   severity: medium
#   scope: account
#   inventory: [events_rules]
#   partial: self
#   requirements: [SEC-08]
#   risk: Contacts of new accounts depend on somebody who remembers, and the newest accounts have none.
#   fix: Set contacts in the account factory and attest it, or let a rule on CreateAccountResult start a function that sets them.
package checks.contacts.account_creation_answered

import future.keywords.not

import data.checks.lib.events
import data.checks.lib.result

findings contains result.not_applicable(input.account.id, "is not the management account, where accounts are made") if {
	not input.account.management == true
}

findings contains result.pass(input.account.id, count(_rules), "rules react to new accounts") if {
	input.account.management == true
	count(_rules) > 0
}

findings contains result.with_reason(result.unknown(input.account.id, message), "needs-attestation") if {
	input.account.management == true
	count(_rules) == 0
	message := "has no rule that reacts to new accounts; somebody has to say what sets their contacts"
}

_rules contains rule.arn if {
	some rule in input.tables.events_rules
	rule.state in events.enabled
	events.on_default(rule.event_bus_name)
	some _ in rule.targets
	_reacts(events.of_place(rule.event_pattern, input.account.id, rule.region), rule.region)
}

_reacts(pattern, region) if {
	_hears_organizations(region)
	events.carries_report(pattern, "organizations", "CreateAccountResult")
}

_reacts(pattern, region) if {
	_hears_organizations(region)
	events.carries_call(pattern, "organizations", "CreateAccount")
}

# Control Tower tells it in the region that it was set up in.
_reacts(pattern, _) if events.carries_report(pattern, "controltower", "CreateManagedAccount")

# Organizations is a global service, whose events arrive in one region of the partition.
_home_of := {"aws": "us-east-1", "aws-us-gov": "us-gov-west-1", "aws-cn": "cn-northwest-1"}

_hears_organizations(region) if region == _home_of[input.account.partition]

_hears_organizations(_) if not _home_of[input.account.partition]
