# METADATA
# title: Responder role exists
# description: The account has an IAM role with the configured name of the responder role. What it may do and who may assume it, other checks judge.
# related_resources:
#   - ref: https://docs.aws.amazon.com/security-ir/latest/userguide/prepare-access-to-aws-accounts.html
# schemas:
#   - input: schema.checks.access.responder_role_present
# custom:
#   severity: critical
#   scope: account
#   inventory: [iam_roles]
#   requirements: [RSP-01]
#   risk: Responders can't get into the account, and somebody grants access in a hurry while the attacker watches.
#   fix: Roll the responder role out with a StackSet to the root of the organization, and with a stack to the management account.
#   frameworks:
#     aws-sir: [prepare-access-to-aws-accounts]
#     aws-well-architected: [SEC10-BP05]
package checks.access.responder_role_present

import future.keywords.not

import data.checks.lib.result

findings contains result.unknown(input.account.id, message) if {
	not _name
	message := "can't be judged, since no 'expectations.responder-role.name' is configured"
}

findings contains result.fail(input.account.id, sprintf("has no role %s for responders", [_name])) if {
	not _name in _names
}

findings contains result.pass(input.account.id, 1, sprintf("has the role %s for responders", [_name])) if _name in _names

_name := name if {
	name := input.expectations["responder-role"].name
	is_string(name)
}

_names contains role.name if some role in input.tables.iam_roles
