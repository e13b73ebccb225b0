# METADATA
# title: Service control policies keep members from switching off logs and detectors
# description: In every active member account, attached service control policies deny ordinary administrators stopping and deleting trails, deleting detectors and flow logs, and stopping Config.
# related_resources:
#   - ref: https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps_examples.html
# schemas:
#   - input: schema.checks.logging.logging_protected
# custom:
#   severity: medium
#   scope: organization
#   inventory: [organizations_accounts, organizations_organizational_units, organizations_service_control_policies, organizations_service_control_policy_targets]
#   requirements: [CT-17]
#   risk: Whoever takes over an administrator of one account blinds everybody there.
#   fix: Attach a policy to the root that denies these calls to all but the roles that manage logs.
package checks.logging.logging_protected

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
	message := sprintf("has %d member accounts whose administrators can switch off logs and detectors", [count(_open)])
}

findings contains result.with_evidence(result.unknown(input.organization.id, message), evidence) if {
	count(_open) == 0
	count(_doubtful) > 0
	evidence := {"accounts": array.slice(sort(_doubtful), 0, 20)}
	message := sprintf("has %d member accounts whose logs and detectors are protected under conditions that nobody can know", [count(_doubtful)])
}

findings contains result.pass(input.organization.id, count(_members), "keeps members from switching off logs and detectors") if {
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

_actions := object.keys(_resources)

# A call of each kind, with what it would be about.
_resources := {
	"cloudtrail:StopLogging": "arn:%s:cloudtrail:us-east-1:%s:trail/muster-probe",
	"cloudtrail:DeleteTrail": "arn:%s:cloudtrail:us-east-1:%s:trail/muster-probe",
	"guardduty:DeleteDetector": "arn:%s:guardduty:us-east-1:%s:detector/muster-probe",
	"ec2:DeleteFlowLogs": "arn:%s:ec2:us-east-1:%s:vpc-flow-log/muster-probe",
	"config:StopConfigurationRecorder": "arn:%s:config:us-east-1:%s:configuration-recorder/muster-probe",
}

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
	resource := sprintf(_resources[action], [_partition, _probe])
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
