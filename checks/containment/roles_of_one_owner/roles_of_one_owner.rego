# METADATA
# title: Roles of workloads serve one owner only
# description: No instance profile and no execution role of Lambda functions is used by workloads whose owner tags differ. Workloads without an owner tag are not held against it.
# related_resources:
#   - ref: https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_revoke-sessions.html
# schemas:
#   - input: schema.checks.containment.roles_of_one_owner
# custom:
#   severity: high
#   scope: account
#   inventory: [ec2_instances, lambda_functions, tagging_resources]
#   partial: region
#   requirements: [CNT-17]
#   risk: Denying the role of one compromised application stops all the others that share it.
#   fix: Give each application a role of its own and move its instances and functions to it.
package checks.containment.roles_of_one_owner

import future.keywords.not

import data.checks.lib.result
import data.checks.lib.tags
import data.checks.lib.tally

findings contains result.unknown(input.account.id, "can't be judged, since no 'expectations.required-tags.owner' is configured") if not _keys

findings contains result.not_applicable(input.account.id, "has no workload with a role") if {
	_keys
	count(_roles) == 0
}

findings contains result.with_evidence(result.fail(role, message), {"owners": owners}) if {
	some role, owner_set in _owners
	owners := sort(owner_set)
	count(owners) > 1
	message := sprintf("is used by workloads of %s", [concat(", ", owners)])
}

findings contains result.unknown(role, "is used by several workloads, none of which has an owner tag") if {
	some role in _doubtful
}

findings contains result.pass(input.account.id, count(good), "has roles that serve one owner each") if {
	shared := {role | some role, owner_set in _owners; count(owner_set) > 1}
	good := (_roles - shared) - _doubtful
	count(good) > 0
}

_keys := keys if {
	keys := input.expectations["required-tags"].owner
	count(keys) > 0
}

_roles := {role | some [role, _, _] in _uses}

# Roles and instance profiles with the owners that tags of their workloads name.
_owners := tally.by_key(_pairs)

_pairs := {[role, owner] | some [role, _, owner] in _uses; owner != ""}

# What nobody owns belongs to the owner of the account; where that has none, several workloads may be of several people.
_doubtful := {role |
	not is_string(input.account.owner)
	some role, users in tally.by_key(_unowned)
	count(users) > 1
}

_unowned := {[role, user] |
	tagged := {role | some [role, _] in _pairs}
	some [role, user, _] in _uses
	not role in tagged
}

_uses contains [instance.iam_instance_profile_arn, instance.instance_id, owner] if {
	_keys
	some instance in input.tables.ec2_instances
	is_string(instance.iam_instance_profile_arn)
	instance.iam_instance_profile_arn != ""
	not instance.instance_state in {"terminated", "shutting-down"}
	owner := _owner(instance.tags)
}

_uses contains [function.role, function.arn, owner] if {
	_keys
	some function in input.tables.lambda_functions
	is_string(function.role)
	some tagged in object.get(_tags, function.arn, {null})
	owner := _owner(tagged)
}

_tags := tally.by_key({[resource.arn, resource.tags] |
	some resource in input.tables.tagging_resources
	contains(resource.arn, ":lambda:")
})

_owner(all) := tags.value(all, _keys) if tags.has(all, _keys)

else := ""
