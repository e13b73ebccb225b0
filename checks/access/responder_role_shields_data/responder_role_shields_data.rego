# METADATA
# title: Responder role can close buckets and databases
# description: The policies and the boundary of the responder role allow public access to S3 buckets and RDS instances to be switched off, and shared database snapshots to be taken back.
# related_resources:
#   - ref: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
# schemas:
#   - input: schema.checks.access.responder_role_shields_data
# custom:
#   severity: critical
#   scope: account
#   inventory: [iam_role_policies, iam_role_details, iam_policies_attached]
#   requirements: [RSP-02, CNT-24]
#   risk: Data stays open to the world for as long as it takes to find somebody who may close it.
#   fix: Allow the missing S3 and RDS actions in the responder role's policy and in its boundary.
#   frameworks:
#     aws-well-architected: [SEC10-BP05]
#     nist-800-61r3: [RS.MI-01]
package checks.access.responder_role_shields_data

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

findings contains result.pass(input.account.id, count(_needs), "has a responder role that can close buckets and databases") if {
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
	"s3:PutAccountPublicAccessBlock": "*",
	"s3:PutBucketPublicAccessBlock": "arn:{partition}:s3:::muster-probe-{account}",
	"s3:PutBucketPolicy": "arn:{partition}:s3:::muster-probe-{account}",
	"s3:PutBucketAcl": "arn:{partition}:s3:::muster-probe-{account}",
	"s3:PutBucketOwnershipControls": "arn:{partition}:s3:::muster-probe-{account}",
	"rds:ModifyDBInstance": "arn:{partition}:rds:us-east-1:{account}:db:muster-probe",
	"rds:ModifyDBSnapshotAttribute": "arn:{partition}:rds:us-east-1:{account}:snapshot:muster-probe",
	"rds:ModifyDBClusterSnapshotAttribute": "arn:{partition}:rds:us-east-1:{account}:cluster-snapshot:muster-probe",
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
