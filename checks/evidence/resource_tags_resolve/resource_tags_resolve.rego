# METADATA
# title: Resources resolve to owner, environment and class of data
# description: Each tagged resource tells owner, environment and class of data by its own tags or by those of its account. The share that does not is measured. Resources that never had a tag are not listed by AWS and not counted.
# related_resources:
#   - ref: https://docs.aws.amazon.com/security-ir/latest/userguide/develop-and-implement-a-tagging-strategy.html
# schemas:
#   - input: schema.checks.evidence.resource_tags_resolve
# custom:
#   severity: high
#   scope: account
#   inventory: [tagging_resources, organizations_accounts]
#   requirements: [INV-03]
#   risk: A responder finds the instance and not the person who knows it, nor whether personal data is on it.
#   fix: Tag the account with owner, environment and class of data, and resources that differ from it with their own.
#   frameworks:
#     aws-sir: [develop-and-implement-a-tagging-strategy]
package checks.evidence.resource_tags_resolve

import future.keywords.not

import data.checks.lib.organization
import data.checks.lib.result
import data.checks.lib.tags

findings contains result.unknown(input.account.id, message) if {
	count(_required) == 0
	message := "can't be judged, since no 'expectations.required-tags' is configured"
}

findings contains result.pass(input.account.id, count(input.tables.tagging_resources), message) if {
	count(_required) > 0
	count(_open) == 0
	message := "tells by its own tags what its resources don't tell"
}

findings contains result.pass(input.account.id, count(input.tables.tagging_resources), message) if {
	count(_open) > 0
	count(input.tables.tagging_resources) > 0
	count(_unresolved) == 0
	message := sprintf("has only resources whose tags tell their %s", [concat(", ", sort(object.keys(_open)))])
}

findings contains result.with_evidence(result.fail(input.account.id, message), evidence) if {
	count(_unresolved) > 0
	total := count(input.tables.tagging_resources)
	message := sprintf("has %v of %v tagged resources that don't resolve to %s", [
		count(_unresolved), total,
		concat(" and ", sort(object.keys(_open))),
	])
	evidence := {
		"resources": total,
		"unresolved": count(_unresolved),
		"percent_unresolved": round((count(_unresolved) * 100) / total),
		"examples": array.slice(sort(_unresolved), 0, 10),
	}
}

findings contains result.fail(input.account.id, message) if {
	count(_open) > 0
	count(input.tables.tagging_resources) == 0
	message := sprintf("has no tagged resource and no tag of its own that tells %s", [concat(" and ", sort(object.keys(_open)))])
}

_required := {kind: keys |
	some kind in ["owner", "environment", "data"]
	keys := input.expectations["required-tags"][kind]
	is_array(keys)
	count(keys) > 0
}

# What the account does not tell for all its resources.
_open := {kind: keys |
	some kind, keys in _required
	not kind in _told_by_account
}

_told_by_account contains kind if {
	some kind, keys in _required
	tags.has(organization.account.tags, keys)
}

# In a stand-alone account the configuration may tell them.
_told_by_account contains "owner" if is_string(input.account.owner)

_told_by_account contains "environment" if is_string(input.account.environment)

_unresolved contains resource.arn if {
	some resource in input.tables.tagging_resources
	some _, keys in _open
	not tags.has(resource.tags, keys)
}
