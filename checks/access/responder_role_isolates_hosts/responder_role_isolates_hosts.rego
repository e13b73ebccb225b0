# METADATA
# title: Responder role can isolate and stop instances
# description: The policies and the boundary of the responder role allow making and filling security groups, swapping them per interface, blocking in network ACLs, stopping instances, protecting them from termination, and closing their metadata service.
# related_resources:
#   - ref: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
# schemas:
#   - input: schema.checks.access.responder_role_isolates_hosts
# custom:
#   severity: critical
#   scope: account
#   inventory: [iam_role_policies, iam_role_details, iam_policies_attached]
#   requirements: [RSP-02]
#   risk: A host under control of somebody else goes on talking to them while rights are looked for.
#   fix: Allow the missing EC2 actions in the responder role's policy and in its boundary.
#   frameworks:
#     aws-well-architected: [SEC10-BP05]
#     nist-800-61r3: [RS.MI-01]
package checks.access.responder_role_isolates_hosts

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

findings contains result.pass(input.account.id, count(_needs), "has a responder role that can isolate and stop instances") if {
	count(responder.granted(_decisions)) == count(_needs)
}

findings contains result.with_evidence(result.fail(_role, message), _evidence) if {
	refused := responder.refused(_decisions)
	count(refused) > 0
	message := sprintf("can't do %s", [concat(", ", refused)])
}

findings contains result.with_evidence(result.unknown(_role, message), _evidence) if {
	count(responder.refused(_decisions)) == 0
	doubtful := responder.doubtful(_decisions)
	count(doubtful) > 0
	message := sprintf("may or may not do %s", [concat(", ", doubtful)])
}

_evidence := {"decisions": _decisions, "policies_not_read": sort(_held.missing)}

_decisions := responder.decisions(_needs, _held, _bound, _role, _home)

_needs := {
	"ec2:CreateSecurityGroup": ["arn:{partition}:ec2:us-east-1:{account}:security-group/muster-probe", "arn:{partition}:ec2:us-east-1:{account}:vpc/muster-probe"],
	"ec2:AuthorizeSecurityGroupIngress": "arn:{partition}:ec2:us-east-1:{account}:security-group/muster-probe",
	"ec2:AuthorizeSecurityGroupEgress": "arn:{partition}:ec2:us-east-1:{account}:security-group/muster-probe",
	"ec2:RevokeSecurityGroupIngress": "arn:{partition}:ec2:us-east-1:{account}:security-group/muster-probe",
	"ec2:RevokeSecurityGroupEgress": "arn:{partition}:ec2:us-east-1:{account}:security-group/muster-probe",
	"ec2:ModifyNetworkInterfaceAttribute": "arn:{partition}:ec2:us-east-1:{account}:network-interface/muster-probe",
	"ec2:CreateNetworkAclEntry": "arn:{partition}:ec2:us-east-1:{account}:network-acl/muster-probe",
	"ec2:ReplaceNetworkAclEntry": "arn:{partition}:ec2:us-east-1:{account}:network-acl/muster-probe",
	"ec2:DeleteNetworkAclEntry": "arn:{partition}:ec2:us-east-1:{account}:network-acl/muster-probe",
	"ec2:CreateTags": "arn:{partition}:ec2:us-east-1:{account}:instance/muster-probe",
	"ec2:StopInstances": "arn:{partition}:ec2:us-east-1:{account}:instance/muster-probe",
	"ec2:ModifyInstanceAttribute": "arn:{partition}:ec2:us-east-1:{account}:instance/muster-probe",
	"ec2:ModifyInstanceMetadataOptions": "arn:{partition}:ec2:us-east-1:{account}:instance/muster-probe",
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
