# METADATA
# title: Responder role does not delete access keys
# description: The policies of the responder role don't allow iam:DeleteAccessKey, since a key is disabled first and deleted when the case is closed.
# related_resources:
#   - ref: https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_access-keys.html
# schemas:
#   - input: schema.checks.access.responder_role_keeps_keys
# custom:
#   severity: medium
#   scope: account
#   inventory: [iam_role_policies, iam_role_details, iam_policies_attached]
#   requirements: [RSP-03]
#   risk: A key deleted in haste can't be brought back when production turns out to need it, and its last use is lost.
#   fix: Take iam:DeleteAccessKey out of the responder role's policy and leave it to the role that cleans up.
package checks.access.responder_role_keeps_keys

import future.keywords.not

import data.checks.lib.documents
import data.checks.lib.policy
import data.checks.lib.responder
import data.checks.lib.result

findings contains result.unknown(input.account.id, message) if {
	not _name
	message := "can't be judged, since no 'expectations.responder-role.name' is configured"
}

findings contains result.not_applicable(input.account.id, sprintf("has no role %s", [_name])) if not _role

findings contains result.pass(input.account.id, 1, "has a responder role that can't delete access keys") if {
	_decision in {"denied", "not-allowed"}
}

findings contains result.with_evidence(result.fail(_role, "can delete access keys"), _evidence) if {
	_decision == "allowed"
}

findings contains result.with_evidence(result.unknown(_role, "may or may not delete access keys"), _evidence) if {
	_decision in {"conditional", "unknown"}
}

_evidence := {"action": "iam:DeleteAccessKey", "decision": _decision, "policies_not_read": sort(_held.missing)}

_decision := policy.effective(_held, _bound, "iam:DeleteAccessKey", _user, responder.context("iam:DeleteAccessKey", _role, _home))

_user := sprintf("arn:%s:iam::%s:user/muster-probe", [input.account.partition, input.account.id])

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
