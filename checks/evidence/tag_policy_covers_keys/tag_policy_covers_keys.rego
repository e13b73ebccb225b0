# METADATA
# title: Tag policies cover the tags that incidents need
# description: For each kind of tag in expectations.required-tags, an attached tag policy of the organization names at least one of its keys.
# related_resources:
#   - ref: https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_tag-policies.html
# schemas:
#   - input: schema.checks.evidence.tag_policy_covers_keys
# custom:
#   severity: medium
#   scope: organization
#   inventory: [organizations_tag_policies, organizations_tag_policy_targets]
#   requirements: [INV-04]
#   risk: Owners are written in ten spellings, and whose machine it is takes an hour to find out.
#   fix: Create a tag policy with the required keys and attach it to the root of the organization.
#   frameworks:
#     aws-sir: [develop-and-implement-a-tagging-strategy]
package checks.evidence.tag_policy_covers_keys

import future.keywords.not

import data.checks.lib.result

findings contains result.unknown(input.organization.id, "can't be judged, since no 'expectations.required-tags' is configured") if count(_kinds) == 0

findings contains result.unknown(id, "has a text that was not read") if {
	some policy in input.organization.tables.organizations_tag_policies
	not is_object(policy.content)
	id := object.get(policy, "id", input.organization.id)
}

findings contains result.with_evidence(result.fail(input.organization.id, message), {"governed_keys": sort(_governed)}) if {
	count(_kinds) > 0
	missing := sort([kind | some kind, keys in _kinds; count(keys & _governed) == 0])
	count(missing) > 0
	not _is_unread
	message := sprintf("has no attached tag policy for tags of %s", [concat(", ", missing)])
}

findings contains result.pass(input.organization.id, count(_kinds), "has tag policies for the tags that incidents need") if {
	count(_kinds) > 0
	count([kind | some kind, keys in _kinds; count(keys & _governed) == 0]) == 0
}

_is_unread if {
	some policy in input.organization.tables.organizations_tag_policies
	not is_object(policy.content)
}

# Keys of tags are compared in lower case, as tag policies do.
_kinds := {kind: keys |
	some kind, names in input.expectations["required-tags"]
	keys := {lower(name) | some name in names}
	count(keys) > 0
}

_governed contains lower(key) if {
	some policy in input.organization.tables.organizations_tag_policies
	policy.id in _attached
	some name, rule in policy.content.tags
	key := object.get(rule, ["tag_key", "@@assign"], name)
}

_attached contains target.policy_id if some target in input.organization.tables.organizations_tag_policy_targets
