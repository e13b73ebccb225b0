# METADATA
# title: Responder role is used for incidents and exercises only
# description: The responder role was not used in the time that AWS looks back (at most 400 days). If it was, somebody has to name the incident or exercise of that day.
# related_resources:
#   - ref: https://docs.aws.amazon.com/IAM/latest/APIReference/API_RoleLastUsed.html
# schemas:
#   - input: schema.checks.access.responder_role_reserved
# custom:
#   severity: high
#   scope: account
#   inventory: [iam_role_details]
#   requirements: [RSP-09, ACC-09]
#   risk: A role that engineers use every day raises no alarm when an attacker uses it.
#   fix: Give engineers a role of their own, and attest the incident or exercise in which the responder role was used.
package checks.access.responder_role_reserved

import future.keywords.not

import data.checks.lib.result

findings contains result.unknown(input.account.id, message) if {
	not _name
	message := "can't be judged, since no 'expectations.responder-role.name' is configured"
}

findings contains result.not_applicable(input.account.id, sprintf("has no role %s", [_name])) if not _name in _names

findings contains result.pass(input.account.id, 1, "has a responder role without use in the time AWS looks back") if {
	some role in input.tables.iam_role_details
	role.name == _name
	not is_string(role.role_last_used_date)
}

findings contains result.with_reason(result.with_evidence(result.unknown(role.arn, message), evidence), reason) if {
	some role in input.tables.iam_role_details
	role.name == _name
	is_string(role.role_last_used_date)
	message := sprintf("was last used at %v; the incident or exercise has to be named", [role.role_last_used_date])
	evidence := {"last_used": role.role_last_used_date, "last_used_region": role.role_last_used_region}
	reason := "needs-attestation"
}

_name := name if {
	name := input.expectations["responder-role"].name
	is_string(name)
}

_names contains role.name if some role in input.tables.iam_role_details
