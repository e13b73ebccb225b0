# METADATA
# title: Audit role can't read the contents of data
# description: The audit role's policies and boundary do not allow reading objects of S3 buckets tagged as sensitive (of any bucket, where none is tagged), DynamoDB items, secrets and parameters.
# related_resources:
#   - ref: https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_job-functions.html
# schemas:
#   - input: schema.checks.access.audit_role_reads_no_data
# custom:
#   severity: high
#   scope: account
#   inventory: [iam_role_policies, iam_role_details, iam_policies_attached, s3_bucket_tags]
#   requirements: [ACC-04]
#   risk: Whoever takes the tool that audits all accounts can copy all their data with it.
#   fix: Attach SecurityAudit in place of ReadOnlyAccess, or deny s3:GetObject, dynamodb:Scan, secretsmanager:GetSecretValue and ssm:GetParameter.
#   frameworks:
#     nist-800-61r3: [PR.AA-05]
package checks.access.audit_role_reads_no_data

import future.keywords.not

import data.checks.lib.documents
import data.checks.lib.policy
import data.checks.lib.responder
import data.checks.lib.result
import data.checks.lib.tags

findings contains result.unknown(input.account.id, "can't be judged, since no 'expectations.audit-role' is configured") if not _name

findings contains result.not_applicable(input.account.id, sprintf("has no role %s", [_name])) if not _role

findings contains result.pass(input.account.id, count(_decisions), "has an audit role that can't read contents") if {
	_is_judged
	count(_granted) == 0
	count(_doubtful) == 0
}

findings contains result.with_evidence(result.fail(_role, message), _evidence) if {
	count(_granted) > 0
	message := sprintf("can read contents: %s", [concat(", ", _granted)])
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

_is_judged if count(_held.statements) > 0

_granted := sort([action | some action, decisions in _decisions; "allowed" in decisions])

_doubtful := sort([action |
	some action, decisions in _decisions
	not "allowed" in decisions
	count(decisions & {"conditional", "unknown"}) > 0
])

_evidence := {"decisions": _decisions, "policies_not_read": sort(_held.missing)}

# The decisions on each action, over all that it is asked for.
_decisions := {action: decisions |
	some action, targets in _targets
	decisions := {decision |
		some target in targets
		some decision in responder.decisions({action: target}, _held, _bound, _role, _home)
	}
}

_targets := {
	"s3:GetObject": _objects,
	"dynamodb:Scan": {"arn:{partition}:dynamodb:us-east-1:{account}:table/muster-probe"},
	"secretsmanager:GetSecretValue": {"arn:{partition}:secretsmanager:us-east-1:{account}:secret:muster-probe"},
	"ssm:GetParameter": {"arn:{partition}:ssm:us-east-1:{account}:parameter/muster-probe"},
}

_objects := {sprintf("arn:{partition}:s3:::%s/muster-probe", [name]) | some name in _sensitive} if count(_sensitive) > 0

else := {"arn:{partition}:s3:::muster-probe/muster-probe"}

_sensitive contains bucket.name if {
	some bucket in input.tables.s3_bucket_tags
	tags.is_sensitive(bucket.tags, input.expectations["required-tags"].data)
	is_string(bucket.name)
}

_home := {"partition": input.account.partition, "account": input.account.id, "organization": input.organization.id}

_name := name if {
	name := input.expectations["audit-role"]
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
