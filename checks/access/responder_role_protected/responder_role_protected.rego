# METADATA
# title: Service control policies protect the responder and audit roles from members
# description: In every active member account, attached service control policies deny its administrators deleting the responder and the audit role, changing their policies and changing whom they trust.
# related_resources:
#   - ref: https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps_examples_general.html
# schemas:
#   - input: schema.checks.access.responder_role_protected
# custom:
#   severity: high
#   scope: organization
#   inventory: [organizations_accounts, organizations_organizational_units, organizations_service_control_policies, organizations_service_control_policy_targets]
#   requirements: [ACC-13]
#   risk: An attacker with administrator rights in one account takes the responders' role away first, or gives it to himself.
#   fix: Attach a policy to the root that denies changes of both roles to all but the stack set's execution role.
package checks.access.responder_role_protected

import future.keywords.not

import data.checks.lib.result
import data.checks.lib.scp

findings contains result.unknown(input.organization.id, message) if {
	count(_roles) == 0
	message := "can't be judged, since neither 'expectations.responder-role.name' nor 'expectations.audit-role' is configured"
}

findings contains result.not_applicable(input.organization.id, "has no active member account") if {
	count(_roles) > 0
	count(_members) == 0
}

findings contains result.unknown(input.organization.id, "has policies whose text was not read") if {
	count(_unread) > 0
	count(_open) > 0
}

findings contains result.with_evidence(result.fail(input.organization.id, message), _evidence) if {
	count(_unread) == 0
	count(_open) > 0
	message := sprintf("has %d member accounts whose administrators can change the roles of responders or auditors", [count(_open)])
}

findings contains result.with_evidence(result.unknown(input.organization.id, message), {"accounts": array.slice(sort(_doubtful), 0, 20)}) if {
	count(_open) == 0
	count(_doubtful) > 0
	message := sprintf("has %d member accounts in which the roles are protected under conditions that nobody can know", [count(_doubtful)])
}

findings contains result.pass(input.organization.id, count(_members), "protects the roles of responders and auditors in all members") if {
	count(_roles) > 0
	count(_members) > 0
	count(_open) == 0
	count(_doubtful) == 0
}

_evidence := {"accounts": array.slice(sort(_open), 0, 20), "roles": sort(_roles)}

# Accounts in which some change of some role is denied by no policy, and those in which only under conditions.
_open contains account if {
	some account in _members
	some change, _ in _changes
	count(_places[account] & (_denied_at[change] | _conditional_at[change])) == 0
}

_doubtful contains account if {
	some account in _members
	some change, _ in _changes
	count(_places[account] & _denied_at[change]) == 0
	count(_places[account] & _conditional_at[change]) > 0
}

_denied_at[change] := _targets("denied", change) if some change, _ in _changes

_conditional_at[change] := _targets("conditional", change) if some change, _ in _changes

_targets(word, change) := {target.target_id |
	some target in input.organization.tables.organizations_service_control_policy_targets
	[target.policy_id, change, word] in _decisions
}

_decisions contains [policy.id, change, decision] if {
	_probe
	some policy in input.organization.tables.organizations_service_control_policies
	is_object(policy.content)
	some change, parts in _changes
	decision := scp.agreed({scp.decide_for_administrators(policy.content, parts.action, role_arn, _context) |
		some role_arn in scp.role_arns(policy.content, _partition, _probe, parts.role)
	})
}

_unread contains policy.id if {
	some policy in input.organization.tables.organizations_service_control_policies
	not is_object(policy.content)
}

_changes := {sprintf("%s %s", [action, role]): {"action": action, "role": role} |
	some role in _roles
	some action in _actions
}

_actions := [
	"iam:DeleteRole", "iam:PutRolePolicy", "iam:DeleteRolePolicy", "iam:AttachRolePolicy", "iam:DetachRolePolicy",
	"iam:UpdateAssumeRolePolicy", "iam:PutRolePermissionsBoundary",
]

_roles := {name |
	some name in [object.get(input.expectations, ["responder-role", "name"], null), input.expectations["audit-role"]]
	is_string(name)
}

_members contains account.id if {
	some account in input.organization.tables.organizations_accounts
	account.state == "ACTIVE"
	account.id != input.organization.management_account_id
}

_probe := min(_members)

_context := scp.context(_partition, _probe, "muster-probe")

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
