# METADATA
# title: Responder role is not held back by a boundary
# description: The responder role is no service-linked role, and its permissions boundary, if it has one, allows every action that containment needs. Service control policies are judged elsewhere.
# related_resources:
#   - ref: https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html
# schemas:
#   - input: schema.checks.access.responder_role_unhindered
# custom:
#   severity: high
#   scope: account
#   inventory: [iam_roles, iam_role_details, iam_policies_attached]
#   requirements: [RSP-07]
#   risk: The role looks complete, and the first containment step is denied in the middle of the incident.
#   fix: Take the permissions boundary off the responder role, or let the boundary allow the actions that it needs.
#   frameworks:
#     aws-well-architected: [SEC10-BP05]
package checks.access.responder_role_unhindered

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

findings contains result.fail(_role, "is a service-linked role that only its service can use") if _role in _service_linked

findings contains result.unknown(_role, "has a permissions boundary that was not read") if {
	not _role in _service_linked
	not _is_free
	count(_bound.missing) > 0
}

findings contains result.with_evidence(result.fail(_role, message), _evidence) if {
	not _role in _service_linked
	count(_refused) > 0
	message := sprintf("has a boundary that takes away %s", [concat(", ", sort(_refused))])
}

findings contains result.with_evidence(result.unknown(_role, message), _evidence) if {
	not _role in _service_linked
	count(_refused) == 0
	count(_doubtful) > 0
	message := sprintf("has a boundary that allows only under conditions %s", [concat(", ", sort(_doubtful))])
}

findings contains result.pass(input.account.id, 1, "has a responder role without a permissions boundary") if {
	not _role in _service_linked
	_is_free
}

findings contains result.pass(input.account.id, 1, "has a responder role whose boundary allows containment") if {
	not _role in _service_linked
	not _is_free
	count(_bound.missing) == 0
	count(_refused) == 0
	count(_doubtful) == 0
}

_name := name if {
	name := input.expectations["responder-role"].name
	is_string(name)
}

_role := [role.arn | some role in input.tables.iam_roles; role.name == _name][0]

_service_linked contains role.arn if {
	some role in input.tables.iam_roles
	is_string(role.path)
	startswith(role.path, "/aws-service-role/")
}

_is_free if _bound == null

# A role without a row here has a boundary that is not known.
_bound := bounds[0] if {
	bounds := [bound |
		some role in input.tables.iam_role_details
		role.name == _name
		bound := policy.boundary(role.permissions_boundary_arn, documents.managed)
	]
	count(bounds) > 0
} else := {"statements": [], "missing": {"the permissions boundary"}}

_evidence := {"boundary": _boundary_arn, "decisions": _decisions}

_boundary_arn := [role.permissions_boundary_arn | some role in input.tables.iam_role_details; role.name == _name][0]

_refused contains action if {
	some action, decision in _decisions
	decision in {"denied", "not-allowed"}
}

_doubtful contains action if {
	some action, decision in _decisions
	decision == "conditional"
}

_decisions := {action: decision |
	not _is_free
	count(_bound.missing) == 0
	some action, target in _targets
	decision := policy.decide(_bound.statements, action, sprintf(target, [input.account.partition, input.account.id]), responder.context(action, _role, _home))
}

# One action of each step that containment takes, on a resource of the kind that it changes.
_targets := {
	"iam:UpdateAccessKey": "arn:%s:iam::%s:user/muster-probe",
	"iam:DeleteLoginProfile": "arn:%s:iam::%s:user/muster-probe",
	"iam:PutUserPolicy": "arn:%s:iam::%s:user/muster-probe",
	"iam:AttachUserPolicy": "arn:%s:iam::%s:user/muster-probe",
	"iam:PutRolePolicy": "arn:%s:iam::%s:role/muster-probe",
	"iam:AttachRolePolicy": "arn:%s:iam::%s:role/muster-probe",
	"ec2:CreateSecurityGroup": "arn:%s:ec2:us-east-1:%s:security-group/muster-probe",
	"ec2:RevokeSecurityGroupEgress": "arn:%s:ec2:us-east-1:%s:security-group/muster-probe",
	"ec2:ModifyNetworkInterfaceAttribute": "arn:%s:ec2:us-east-1:%s:network-interface/muster-probe",
	"ec2:CreateNetworkAclEntry": "arn:%s:ec2:us-east-1:%s:network-acl/muster-probe",
	"ec2:StopInstances": "arn:%s:ec2:us-east-1:%s:instance/muster-probe",
	"ec2:CreateSnapshot": "arn:%s:ec2:us-east-1:%s:volume/muster-probe",
	"ec2:CreateTags": "arn:%s:ec2:us-east-1:%s:instance/muster-probe",
	"lambda:PutFunctionConcurrency": "arn:%s:lambda:us-east-1:%s:function:muster-probe",
	"rds:ModifyDBInstance": "arn:%s:rds:us-east-1:%s:db:muster-probe",
}

_home := {"partition": input.account.partition, "account": input.account.id, "organization": input.organization.id}
