# METADATA
# title: Account has an accountable owner
# description: The account's tags in AWS Organizations tell its owner and whatever else is required, such as environment and class of data, under one of the configured tag keys.
# related_resources:
#   - ref: https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_accounts_tagging.html
# schemas:
#   - input: schema.checks.evidence.account_owner_known
# custom:
#   severity: high
#   scope: account
#   inventory: [organizations_accounts]
#   requirements: [INV-02]
#   risk: At night nobody knows whom to ask whether the account may be frozen and whose data lies in it.
#   fix: Tag the account in AWS Organizations with its owner, environment and class of data.
package checks.evidence.account_owner_known

import future.keywords.not

import data.checks.lib.organization
import data.checks.lib.result
import data.checks.lib.tags

findings contains result.not_applicable(input.account.id, "is a stand-alone account, which has no tags") if {
	not is_string(input.organization.id)
}

findings contains result.unknown(input.account.id, message) if {
	is_string(input.organization.id)
	not _required.owner
	message := "can't be judged, since no 'expectations.required-tags.owner' is configured"
}

findings contains result.with_evidence(result.fail(input.account.id, message), evidence) if {
	is_string(input.organization.id)
	_required.owner
	count(_missing) > 0
	message := sprintf("has no tag that tells its %s", [concat(" or ", sort(_missing))])
	evidence := {"wanted": {kind: _required[kind] | some kind in _missing}, "tags": _tags}
}

findings contains result.pass(input.account.id, count(_required), message) if {
	is_string(input.organization.id)
	_required.owner
	count(_missing) == 0
	message := sprintf("has tags that tell its %s", [concat(", ", sort(object.keys(_required)))])
}

_required := {kind: keys |
	some kind in ["owner", "environment", "data"]
	keys := input.expectations["required-tags"][kind]
	is_array(keys)
	count(keys) > 0
}

_missing contains kind if {
	some kind, keys in _required
	not tags.has(_tags, keys)
}

_tags := organization.account.tags

_tags := {} if not organization.account
