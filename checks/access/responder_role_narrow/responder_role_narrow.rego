# METADATA
# title: Responder role can't make identities, start machines or destroy data
# description: The responder role's policies and boundary do not allow creating users, access keys and passwords, passing any role, starting instances, deleting S3 objects or Glue tables.
# related_resources:
#   - ref: https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html
# schemas:
#   - input: schema.checks.access.responder_role_narrow
# custom:
#   severity: medium
#   scope: account
#   inventory: [iam_role_policies, iam_role_details, iam_policies_attached]
#   requirements: [RSP-14]
#   risk: Who takes the responder role has the account, and evidence can be deleted with the very role that is to keep it.
#   fix: Name the actions that containment needs in the responder role's policy in place of *, iam:*, s3:* and glue:*.
#   frameworks:
#     nist-800-61r3: [PR.AA-05]
package checks.access.responder_role_narrow

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

findings contains result.pass(input.account.id, 1, "has a responder role that can only contain") if {
	_is_judged
	count(_granted) == 0
	count(_doubtful) == 0
}

findings contains result.with_evidence(result.fail(_role, message), _evidence) if {
	count(_granted) > 0
	message := sprintf("can do more than containment needs: %s", [concat(", ", _granted)])
}

findings contains result.with_evidence(result.unknown(_role, message), _evidence) if {
	count(_granted) == 0
	count(_doubtful) > 0
	message := sprintf("may or may not do %s", [concat(", ", _doubtful)])
}

findings contains result.unknown(_role, "has no policy that was read") if {
	not _is_judged
	count(_granted) == 0
	count(_doubtful) == 0
}

# A role that can do nothing at all is no narrow role, it is one of which nothing is known.
_is_judged if count(_held.statements) > 0

_granted := responder.granted(_decisions)

_doubtful := responder.doubtful(_decisions)

_evidence := {"decisions": _decisions, "policies_not_read": sort(_held.missing)}

_decisions := responder.decisions(_needs, _held, _bound, _role, _home)

_needs := {
	"iam:CreateUser": "arn:{partition}:iam::{account}:user/muster-probe",
	"iam:CreateAccessKey": "arn:{partition}:iam::{account}:user/muster-probe",
	"iam:CreateLoginProfile": "arn:{partition}:iam::{account}:user/muster-probe",
	"iam:PassRole": "arn:{partition}:iam::{account}:role/muster-probe",
	"ec2:RunInstances": "arn:{partition}:ec2:us-east-1:{account}:instance/muster-probe",
	"s3:DeleteObject": "arn:{partition}:s3:::muster-probe/key",
	"glue:DeleteTable": "arn:{partition}:glue:us-east-1:{account}:table/muster/probe",
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
