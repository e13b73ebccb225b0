# METADATA
# title: Responder role has short sessions
# description: The longest session of the responder role is not longer than the configured one.
# related_resources:
#   - ref: https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_update-role-settings.html
# schemas:
#   - input: schema.checks.access.responder_role_session_duration
# custom:
#   severity: medium
#   scope: account
#   inventory: [iam_roles]
#   requirements: [RSP-06]
#   risk: A stolen responder session stays usable for as long as half a day.
#   fix: Lower the maximum session duration of the responder role; one hour is enough for chained roles.
package checks.access.responder_role_session_duration

import future.keywords.not

import data.checks.lib.result

findings contains result.unknown(input.account.id, message) if {
	not _name
	message := "can't be judged, since no 'expectations.responder-role.name' is configured"
}

findings contains result.unknown(input.account.id, message) if {
	_name
	not _limit
	message := "can't be judged, since no 'expectations.responder-role.max-session' is configured"
}

findings contains result.not_applicable(input.account.id, sprintf("has no role %s", [_name])) if {
	_limit
	not _name in _names
}

findings contains result.pass(input.account.id, 1, "has a responder role with sessions as short as agreed") if {
	some role in input.tables.iam_roles
	role.name == _name
	is_number(role.max_session_duration)
	role.max_session_duration <= _limit
}

findings contains result.with_evidence(result.fail(role.arn, message), evidence) if {
	some role in input.tables.iam_roles
	role.name == _name
	is_number(role.max_session_duration)
	role.max_session_duration > _limit
	message := sprintf("allows sessions of %v seconds instead of %v", [role.max_session_duration, _limit])
	evidence := {"max_session_duration": role.max_session_duration, "agreed": _limit}
}

findings contains result.unknown(role.arn, "does not tell how long its sessions may be") if {
	_limit
	some role in input.tables.iam_roles
	role.name == _name
	not is_number(role.max_session_duration)
}

_name := name if {
	name := input.expectations["responder-role"].name
	is_string(name)
}

_limit := seconds if {
	_name
	seconds := input.expectations["responder-role"]["max-session"]
	is_number(seconds)
}

_names contains role.name if some role in input.tables.iam_roles
