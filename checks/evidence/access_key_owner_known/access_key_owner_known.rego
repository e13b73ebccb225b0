# METADATA
# title: Active access keys have a known owner
# description: The IAM user of each active access key has a tag, under one of the configured keys, that tells who owns it. Keys of root users are not listed by IAM.
# related_resources:
#   - ref: https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_access-keys.html
# schemas:
#   - input: schema.checks.evidence.access_key_owner_known
# custom:
#   severity: medium
#   scope: account
#   inventory: [iam_access_keys, iam_users]
#   requirements: [IAC-06]
#   risk: A leaked key can't be disabled, since nobody can say which system stops, nor where the leak is.
#   fix: Tag the user with the team and the system that uses its key, or delete the user.
#   frameworks:
#     nist-800-61r3: [PR.AA-01]
package checks.evidence.access_key_owner_known

import future.keywords.not

import data.checks.lib.result
import data.checks.lib.tags

findings contains result.not_applicable(input.account.id, "has no active access key") if count(_active) == 0

findings contains result.unknown(input.account.id, message) if {
	count(_active) > 0
	not _keys
	message := "can't be judged, since no 'expectations.required-tags.owner' is configured"
}

findings contains result.pass(input.account.id, count(_active - _ownerless), "has active access keys whose owner is known") if {
	_keys
	count(_active - _ownerless) > 0
}

findings contains result.with_evidence(result.fail(key.access_key_id, message), {"user": key.user_name}) if {
	_keys
	some key in input.tables.iam_access_keys
	key.access_key_id in _ownerless
	message := sprintf("is an active access key of %v, a user without a tag that tells its owner", [key.user_name])
}

_keys := keys if {
	keys := input.expectations["required-tags"].owner
	is_array(keys)
	count(keys) > 0
}

_active contains key.access_key_id if {
	some key in input.tables.iam_access_keys
	not key.status == "Inactive"
}

_ownerless contains key.access_key_id if {
	some key in input.tables.iam_access_keys
	key.access_key_id in _active
	not key.user_name in _owned
}

_owned contains user.name if {
	some user in input.tables.iam_users
	is_string(user.name)
	tags.has(user.tags, _keys)
}
