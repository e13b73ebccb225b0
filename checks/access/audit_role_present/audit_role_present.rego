# METADATA
# title: Read-only audit role trusts the security account
# description: The account has a role with the configured name of the audit role, whose trust policy lets in the security account, and whose policies and boundary allow reading inventory and logs but none of the probed changes.
# related_resources:
#   - ref: https://docs.aws.amazon.com/security-ir/latest/userguide/prepare-access-to-aws-accounts.html
# schemas:
#   - input: schema.checks.access.audit_role_present
# custom:
#   severity: critical
#   scope: account
#   inventory: [iam_roles, iam_role_policies, iam_role_details, iam_policies_attached]
#   requirements: [ACC-03]
#   risk: Nobody can look into the account from outside, so its state is guessed and its gaps stay unknown.
#   fix: Roll out a role with SecurityAudit that trusts the security account, under the same name in every account.
#   frameworks:
#     aws-well-architected: [SEC10-BP05]
package checks.access.audit_role_present

import future.keywords.not

import data.checks.lib.documents
import data.checks.lib.policy
import data.checks.lib.result

findings contains result.unknown(input.account.id, message) if {
	not _name
	message := "can't be judged, since no 'expectations.audit-role' is configured"
}

findings contains result.unknown(input.account.id, message) if {
	_name
	not _security
	message := "can't be judged, since no 'expectations.security-account' is configured"
}

findings contains result.fail(input.account.id, sprintf("has no role %s for the audit", [_name])) if {
	_security
	not _role
}

findings contains result.with_evidence(result.fail(_role, message), _evidence) if {
	_security
	count(_faults) > 0
	message := concat("; ", sort(_faults))
}

findings contains result.with_evidence(result.unknown(_role, message), _evidence) if {
	_security
	count(_faults) == 0
	count(_doubts) > 0
	message := concat("; ", sort(_doubts))
}

findings contains result.pass(input.account.id, 1, "has a read-only audit role that trusts the security account") if {
	_security
	_role
	count(_faults) == 0
	count(_doubts) == 0
}

_name := name if {
	name := input.expectations["audit-role"]
	is_string(name)
}

_security := id if {
	_name
	id := input.expectations["security-account"]
	is_string(id)
}

_role := [role.arn | some role in input.tables.iam_roles; role.name == _name][0]

_trust := [role.assume_role_policy_std |
	some role in input.tables.iam_roles
	role.name == _name
	is_object(role.assume_role_policy_std)
][0]

_principals := {principal | some grant in policy.grants(_trust); some principal in grant.principals}

_faults contains "lets everybody assume it" if {
	some principal in _principals
	principal.kind in {"anyone", "anyone-but"}
}

_faults contains sprintf("does not trust the security account %s", [_security]) if {
	_trust
	not _security in {principal.account | some principal in _principals}
}

_faults contains "shuts everybody out by a deny statement" if policy.closed(_trust)

_faults contains sprintf("can't read (%s)", [concat(", ", sort(_with(_reads, {"denied", "not-allowed"})))]) if {
	count(_with(_reads, {"denied", "not-allowed"})) > 0
}

_faults contains sprintf("can change things (%s)", [concat(", ", sort(_with(_writes, {"allowed"})))]) if {
	count(_with(_writes, {"allowed"})) > 0
}

_doubts contains "has a trust policy that could not be read" if not _trust

_doubts contains sprintf("may or may not read (%s)", [concat(", ", sort(_with(_reads, {"conditional", "unknown"})))]) if {
	count(_with(_reads, {"conditional", "unknown"})) > 0
}

_doubts contains sprintf("may or may not change things (%s)", [concat(", ", sort(_with(_writes, {"conditional", "unknown"})))]) if {
	count(_with(_writes, {"conditional", "unknown"})) > 0
}

_with(decisions, words) := {action | some action, decision in decisions; decision in words}

_evidence := {
	"principals": sort({principal.value | some principal in _principals}),
	"reads": _reads,
	"writes": _writes,
	"policies_not_read": sort(_held.missing),
}

_reads := {action: policy.effective(_held, _bound, action, "*", _context) | some action in _read_probes}

_writes := {action: policy.effective(_held, _bound, action, sprintf(target, [input.account.partition, input.account.id]), _context) |
	some action, target in _write_probes
}

# Actions that know no resources, one of each service that an audit starts with.
_read_probes := {
	"cloudtrail:DescribeTrails", "config:DescribeConfigurationRecorders", "ec2:DescribeInstances",
	"ec2:DescribeSecurityGroups", "guardduty:ListDetectors", "iam:GetAccountSummary", "iam:ListUsers",
	"kms:ListKeys", "lambda:ListFunctions", "logs:DescribeLogGroups", "s3:ListAllMyBuckets",
}

_write_probes := {
	"cloudtrail:StopLogging": "arn:%s:cloudtrail:us-east-1:%s:trail/muster-probe",
	"ec2:TerminateInstances": "arn:%s:ec2:us-east-1:%s:instance/muster-probe",
	"iam:AttachRolePolicy": "arn:%s:iam::%s:role/muster-probe",
	"iam:CreateAccessKey": "arn:%s:iam::%s:user/muster-probe",
	"iam:PutRolePolicy": "arn:%s:iam::%s:role/muster-probe",
	"kms:ScheduleKeyDeletion": "arn:%s:kms:us-east-1:%s:key/muster-probe",
	"lambda:UpdateFunctionCode": "arn:%s:lambda:us-east-1:%s:function:muster-probe",
	"rds:DeleteDBInstance": "arn:%s:rds:us-east-1:%s:db:muster-probe",
}

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

_context := policy.caller(_role, {"account": input.account.id, "organization": input.organization.id})
