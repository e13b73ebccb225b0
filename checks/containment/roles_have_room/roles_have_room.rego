# METADATA
# title: Roles have room for a deny policy
# description: Each role has fewer than ten managed policies attached, or inline policies far enough below IAM's limit of 10,240 characters for one more. Service-linked roles are left out.
# related_resources:
#   - ref: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
# schemas:
#   - input: schema.checks.containment.roles_have_room
# custom:
#   severity: medium
#   scope: account
#   inventory: [iam_role_policies]
#   requirements: [CNT-19]
#   risk: Denying a stolen role fails with a quota error in the middle of the incident.
#   fix: Merge policies of the role until one managed policy less than the limit is attached.
#   frameworks:
#     nist-800-61r3: [RS.MI-01]
package checks.containment.roles_have_room

import future.keywords.not

import data.checks.lib.result

findings contains result.not_applicable(input.account.id, "has no role that allows anything") if {
	count(_holders) == 0
	count([1 | some role in input.tables.iam_role_policies; not is_string(role.arn)]) == 0
}

findings contains result.unknown(input.account.id, "has a role without an ARN, which was not read") if {
	some role in input.tables.iam_role_policies
	not is_string(role.arn)
}

findings contains result.with_evidence(result.fail(role.arn, message), evidence) if {
	some role in input.tables.iam_role_policies
	_is_full(role.attached_policy_arns, role.inline_policies_std)
	evidence := {"attached_policies": count(role.attached_policy_arns), "inline_characters": _size(role.inline_policies_std)}
	message := "has room neither for another managed policy nor for another inline policy"
}

findings contains result.pass(input.account.id, count(good), "has roles that a deny policy can be put on") if {
	good := [role.arn |
		some role in input.tables.iam_role_policies
		role.arn in _holders
		not role.arn in _full
	]
	count(good) > 0
}

# A role without any policy needs no denial.
_holders contains role.arn if {
	some role in input.tables.iam_role_policies
	is_string(role.arn)
	some policies in [role.attached_policy_arns, role.inline_policies_std]
	is_array(policies)
}

_full contains role.arn if {
	some role in input.tables.iam_role_policies
	_is_full(role.attached_policy_arns, role.inline_policies_std)
}

_is_full(attached, inline) if {
	is_array(attached)
	count(attached) >= _attachable
	_size(inline) > _longest - _deny
}

# IAM's limits: managed policies of a role unless raised, and characters of its inline policies without white space.
_attachable := 10

_longest := 10240

# The length of a policy that revokes sessions or denies everything but a few actions.
_deny := 400

_size(inline) := sum([count(regex.replace(json.marshal(policy.PolicyDocument), `\s`, "")) | some policy in inline]) if is_array(inline)

else := 0
