# METADATA
# title: Active access keys were used in the last 90 days
# description: Every active access key of an IAM user older than 90 days was used within the last 90 days. What uses it stands in the evidence.
# related_resources:
#   - ref: https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_access-keys_update.html
# schemas:
#   - input: schema.checks.access.access_keys_in_use
# custom:
#   severity: medium
#   scope: account
#   inventory: [iam_access_key_uses]
#   requirements: [CNT-27]
#   risk: When a key leaks, nobody can say what breaks when it is disabled, so it stays on too long.
#   fix: Make keys that nobody used for 90 days inactive, and delete them when nobody misses them.
#   frameworks:
#     nist-800-61r3: [PR.AA-01]
package checks.access.access_keys_in_use

import future.keywords.not

import data.checks.lib.result

findings contains result.not_applicable(input.account.id, "has no active access key of a user") if {
	count([key.access_key_id | some key in input.tables.iam_access_key_uses; key.status != "Inactive"]) == 0
	count([1 | some key in input.tables.iam_access_key_uses; not is_string(key.status)]) == 0
}

findings contains result.unknown(object.get(key, "access_key_id", input.account.id), "does not tell its state or its age") if {
	some key in input.tables.iam_access_key_uses
	not _is_known(key.status, key.create_date)
}

findings contains result.with_evidence(result.fail(key.access_key_id, message), evidence) if {
	some key in input.tables.iam_access_key_uses
	key.status == "Active"
	key.access_key_id in _idle
	evidence := {
		"user_name": key.user_name,
		"create_date": key.create_date,
		"last_used": key.access_key_last_used_date,
		"last_used_service": key.access_key_last_used_service,
	}
	message := sprintf("of user %v is active and was not used for 90 days", [key.user_name])
}

findings contains result.pass(input.account.id, count(good), "active access keys are in use or new") if {
	good := [key.access_key_id |
		some key in input.tables.iam_access_key_uses
		key.status == "Active"
		_is_known(key.status, key.create_date)
		not key.access_key_id in _idle
	]
	count(good) > 0
}

_is_known("Inactive", _)

_is_known("Active", created) if is_string(created)

_idle contains key.access_key_id if {
	some key in input.tables.iam_access_key_uses
	_is_before(key.create_date)
	not is_string(key.access_key_last_used_date)
}

_idle contains key.access_key_id if {
	some key in input.tables.iam_access_key_uses
	_is_before(key.create_date)
	_is_before(key.access_key_last_used_date)
}

_is_before(time_text) if {
	is_string(time_text)
	time.parse_rfc3339_ns(time_text) < _limit
}

_limit := time.parse_rfc3339_ns(input.now) - (((90 * 24) * 3600) * 1000000000)
