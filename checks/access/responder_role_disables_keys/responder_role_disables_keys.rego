# METADATA
# title: Responder role can disable access keys
# description: The policies and the boundary of the responder role allow iam:UpdateAccessKey on any user of the account. An answer that depends on conditions or on a policy that was not read is unknown.
# related_resources:
#   - ref: https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_access-keys.html
# schemas:
#   - input: schema.checks.access.responder_role_disables_keys
# custom:
#   severity: critical
#   scope: account
#   inventory: [iam_role_policies, iam_role_details, iam_policies_attached]
#   requirements: [RSP-03]
#   risk: A leaked access key keeps working while somebody with enough rights is looked for.
#   fix: Allow iam:UpdateAccessKey on all users in the responder role's policy and in its boundary.
#   frameworks:
#     aws-sir: [technique-access-containment]
#     aws-well-architected: [SEC10-BP05]
#     nist-800-61r3: [RS.MI-01]
package checks.access.responder_role_disables_keys

import future.keywords.not

import data.checks.lib.documents
import data.checks.lib.policy
import data.checks.lib.responder
import data.checks.lib.result

findings contains result.unknown(input.account.id, message) if {
	not _name
	message := "can't be judged, since no 'expectations.responder-role.name' is configured"
}

findings contains result.fail(input.account.id, sprintf("has no role %s that could disable an access key", [_name])) if {
	not _role
}

findings contains result.pass(input.account.id, 1, "has a responder role that can disable access keys") if {
	_decision == "allowed"
}

findings contains result.with_evidence(result.fail(_role, "can't disable access keys"), _evidence) if {
	_decision in {"denied", "not-allowed"}
}

findings contains result.with_evidence(result.unknown(_role, "may or may not disable access keys"), _evidence) if {
	_decision in {"conditional", "unknown"}
}

_evidence := {"action": "iam:UpdateAccessKey", "decision": _decision, "policies_not_read": sort(_held.missing)}

_decision := policy.effective(_held, _bound, "iam:UpdateAccessKey", _user, responder.context("iam:UpdateAccessKey", _role, _home))

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
