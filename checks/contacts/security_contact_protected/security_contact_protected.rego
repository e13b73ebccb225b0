# METADATA
# title: Service control policies protect alternate contacts from members
# description: In every active member account, attached service control policies deny its administrators changing and deleting alternate contacts.
# related_resources:
#   - ref: https://docs.aws.amazon.com/accounts/latest/reference/manage-acct-update-contact-alternate.html
# schemas:
#   - input: schema.checks.contacts.security_contact_protected
# custom:
#   severity: medium
#   scope: organization
#   inventory: [organizations_accounts, organizations_organizational_units, organizations_service_control_policies, organizations_service_control_policy_targets]
#   requirements: [SEC-10]
#   risk: An attacker replaces the security contact, and what AWS writes about the abuse never reaches the company.
#   fix: Attach a policy to the root that denies account:PutAlternateContact and account:DeleteAlternateContact to members.
package checks.contacts.security_contact_protected

import future.keywords.not

import data.checks.lib.result
import data.checks.lib.scp

findings contains result.not_applicable(input.organization.id, "has no active member account") if count(_members) == 0

findings contains result.unknown(input.organization.id, "has policies whose text was not read") if {
	count(_unread) > 0
	count(_open) > 0
}

findings contains result.with_evidence(result.fail(input.organization.id, message), evidence) if {
	count(_unread) == 0
	count(_open) > 0
	evidence := {"accounts": array.slice(sort(_open), 0, 20)}
	message := sprintf("has %d member accounts whose administrators can change their alternate contacts", [count(_open)])
}

findings contains result.with_evidence(result.unknown(input.organization.id, message), evidence) if {
	count(_open) == 0
	count(_doubtful) > 0
	evidence := {"accounts": array.slice(sort(_doubtful), 0, 20)}
	message := sprintf("has %d member accounts whose contacts are protected under conditions that nobody can know", [count(_doubtful)])
}

findings contains result.pass(input.organization.id, count(_members), "protects the alternate contacts of all members") if {
	count(_members) > 0
	count(_open) == 0
	count(_doubtful) == 0
}

_open contains account if {
	some account in _members
	some action in _actions
	count(_places[account] & (_targets("denied", action) | _targets("conditional", action))) == 0
}

_doubtful contains account if {
	some account in _members
	some action in _actions
	count(_places[account] & _targets("denied", action)) == 0
	count(_places[account] & _targets("conditional", action)) > 0
}

_actions := ["account:PutAlternateContact", "account:DeleteAlternateContact"]

_targets(word, action) := object.get(_places_by, [word, action], set())

_places_by := {word: by_action |
	some word in ["denied", "conditional"]
	by_action := {action: targets |
		some action in _actions
		targets := {target.target_id |
			some target in input.organization.tables.organizations_service_control_policy_targets
			[target.policy_id, action, word] in _decisions
		}
	}
}

_decisions contains [policy.id, action, decision] if {
	_probe
	some policy in input.organization.tables.organizations_service_control_policies
	is_object(policy.content)
	some action in _actions
	resource := sprintf("arn:%s:account::%s:account", [_partition, _probe])
	decision := scp.decide_for_administrators(policy.content, action, resource, scp.context(_partition, _probe, "muster-probe"))
}

_unread contains policy.id if {
	some policy in input.organization.tables.organizations_service_control_policies
	not is_object(policy.content)
}

_members contains account.id if {
	some account in input.organization.tables.organizations_accounts
	account.state == "ACTIVE"
	account.id != input.organization.management_account_id
}

_probe := min(_members)

_places[account] := scp.places(_parents, account) if some account in _members

_parents := scp.tree({[account.id, account.parent_id] |
	some account in input.organization.tables.organizations_accounts
	is_string(account.parent_id)
} | {[unit.id, unit.parent_id] |
	some unit in input.organization.tables.organizations_organizational_units
	is_string(unit.parent_id)
})

_partition := scp.partition(max({account.arn |
	some account in input.organization.tables.organizations_accounts
	is_string(account.arn)
} | {""}))
