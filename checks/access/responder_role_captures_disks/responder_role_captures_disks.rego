# METADATA
# title: Responder role can snapshot, copy and share disks
# description: The policies and the boundary of the responder role allow snapshots of volumes and instances, copying and sharing them, and using the KMS keys that encrypt them. What key policies say, another check looks at.
# related_resources:
#   - ref: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
# schemas:
#   - input: schema.checks.access.responder_role_captures_disks
# custom:
#   severity: critical
#   scope: account
#   inventory: [iam_role_policies, iam_role_details, iam_policies_attached]
#   requirements: [RSP-02, CNT-13]
#   risk: The disk of a compromised host is lost before anybody with enough rights can copy it.
#   fix: Allow the missing snapshot and KMS actions in the responder role's policy and in its boundary.
#   frameworks:
#     aws-well-architected: [SEC10-BP03, SEC10-BP05]
#     nist-800-61r3: [RS.AN-07]
package checks.access.responder_role_captures_disks

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

findings contains result.pass(input.account.id, count(_needs), "has a responder role that can snapshot, copy and share disks") if {
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

# Snapshots stand in the name of no account.
_snapshot := "arn:{partition}:ec2:us-east-1::snapshot/snap-0123456789abcdef0"

_needs := {
	"ec2:CreateSnapshot": ["arn:{partition}:ec2:us-east-1:{account}:volume/muster-probe", _snapshot],
	"ec2:CreateSnapshots": ["arn:{partition}:ec2:us-east-1:{account}:instance/muster-probe", "arn:{partition}:ec2:us-east-1:{account}:volume/muster-probe", _snapshot],
	"kms:CreateGrant": "arn:{partition}:kms:us-east-1:{account}:key/muster-probe",
	"kms:Decrypt": "arn:{partition}:kms:us-east-1:{account}:key/muster-probe",
	"kms:DescribeKey": "arn:{partition}:kms:us-east-1:{account}:key/muster-probe",
	"kms:GenerateDataKeyWithoutPlaintext": "arn:{partition}:kms:us-east-1:{account}:key/muster-probe",
	"kms:ReEncryptFrom": "arn:{partition}:kms:us-east-1:{account}:key/muster-probe",
	"kms:ReEncryptTo": "arn:{partition}:kms:us-east-1:{account}:key/muster-probe",
	"ec2:CopySnapshot": _snapshot,
	"ec2:ModifySnapshotAttribute": _snapshot,
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
