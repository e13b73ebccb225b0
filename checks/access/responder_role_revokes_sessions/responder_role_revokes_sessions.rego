# METADATA
# title: Responder role can revoke sessions, deny users and roles, and undo it
# description: The policies and the boundary of the responder role allow putting inline policies on users and roles, attaching AWSDenyAll to them, and taking both away again.
# related_resources:
#   - ref: https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_revoke-sessions.html
# schemas:
#   - input: schema.checks.access.responder_role_revokes_sessions
# custom:
#   severity: critical
#   scope: account
#   inventory: [iam_role_policies, iam_role_details, iam_policies_attached]
#   requirements: [RSP-04, CNT-28]
#   risk: Stolen sessions live on for hours after the key is disabled, and a deny policy that nobody can take away breaks production.
#   fix: Allow iam:PutRolePolicy, PutUserPolicy, AttachRolePolicy and AttachUserPolicy with their Delete and Detach counterparts.
#   frameworks:
#     aws-sir: [technique-access-containment]
#     aws-well-architected: [SEC10-BP05]
#     nist-800-61r3: [RS.MI-01]
package checks.access.responder_role_revokes_sessions

import future.keywords.not

import data.checks.lib.documents
import data.checks.lib.policy
import data.checks.lib.responder
import data.checks.lib.result

findings contains result.unknown(input.account.id, message) if {
	not _name
	message := "can't be judged, since no 'expectations.responder-role.name' is configured"
}

findings contains result.fail(input.account.id, sprintf("has no role %s that could revoke a session", [_name])) if {
	not _role
}

findings contains result.pass(input.account.id, 1, "has a responder role that can revoke sessions, deny and undo it") if {
	_role
	count(_refused) == 0
	count(_doubtful) == 0
}

findings contains result.with_evidence(result.fail(_role, message), _evidence) if {
	count(_refused) > 0
	message := sprintf("can't do %s", [concat(", ", sort(_refused))])
}

findings contains result.with_evidence(result.unknown(_role, message), _evidence) if {
	count(_refused) == 0
	count(_doubtful) > 0
	message := sprintf("may or may not do %s", [concat(", ", sort(_doubtful))])
}

_evidence := {"decisions": _decisions, "policies_not_read": sort(_held.missing)}

_refused contains action if {
	some action, decision in _decisions
	decision in {"denied", "not-allowed"}
}

_doubtful contains action if {
	some action, decision in _decisions
	decision in {"conditional", "unknown"}
}

_decisions := {action: decision |
	some action, type in _actions
	target := sprintf("arn:%s:iam::%s:%s/muster-probe", [input.account.partition, input.account.id, type])
	decision := policy.effective(_held, _bound, action, target, responder.context(action, _role, _home))
}

_actions := {
	"iam:PutRolePolicy": "role",
	"iam:DeleteRolePolicy": "role",
	"iam:AttachRolePolicy": "role",
	"iam:DetachRolePolicy": "role",
	"iam:PutUserPolicy": "user",
	"iam:DeleteUserPolicy": "user",
	"iam:AttachUserPolicy": "user",
	"iam:DetachUserPolicy": "user",
}

_home := {"partition": input.account.partition, "account": input.account.id, "organization": input.organization.id}

_name := name if {
	name := input.expectations["responder-role"].name
	is_string(name)
}

_role := [role.arn | some role in input.tables.iam_role_policies; role.name == _name][0]

_held := [held |
	some role in input.tables.iam_role_policies
	role.name == _name
	held := policy.identity(role.inline_policies_std, role.attached_policy_arns, documents.managed)
][0]

# A role without a row here has a boundary that is not known.
_bound := bounds[0] if {
	bounds := [bound |
		some role in input.tables.iam_role_details
		role.name == _name
		bound := policy.boundary(role.permissions_boundary_arn, documents.managed)
	]
	count(bounds) > 0
} else := {"statements": [], "missing": {"the permissions boundary"}}
