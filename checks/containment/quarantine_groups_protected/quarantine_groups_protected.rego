# METADATA
# title: Service control policies protect security groups for quarantine
# description: For each security group whose name says quarantine, isolation or untracking, a service control policy over its account denies ordinary administrators to change its rules and to delete it.
# related_resources:
#   - ref: https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps_examples.html
# schemas:
#   - input: schema.checks.containment.quarantine_groups_protected
# custom:
#   severity: medium
#   scope: account
#   inventory: [vpc_security_groups, organizations_accounts, organizations_organizational_units, organizations_service_control_policies, organizations_service_control_policy_targets]
#   partial: region
#   requirements: [CNT-02]
#   risk: Whoever holds the account opens the group again, and the host that was cut off speaks to its master.
#   fix: Tag the groups and deny changes of groups with this tag to all but the responder role, by a policy on the root.
#   frameworks:
#     aws-sir: [source-containment]
#     aws-well-architected: [SEC10-BP06]
#     nist-800-61r3: [RS.MI-01]
package checks.containment.quarantine_groups_protected

import future.keywords.not

import data.checks.lib.organization
import data.checks.lib.quarantine
import data.checks.lib.result
import data.checks.lib.scp
import data.checks.lib.tally

findings contains result.not_applicable(input.account.id, "has no security group whose name says that hosts are isolated with it") if {
	count(_kept) == 0
	count(_unnamed) == 0
}

findings contains result.in_region(result.unknown(id, "does not tell its name"), region) if some [region, id] in _unnamed

findings contains result.not_applicable(input.account.id, "is bound by no service control policy, as it stands alone or manages the organization") if {
	count(_kept) > 0
	_is_unbound
}

findings contains finding if {
	not _is_unbound
	count(_unread) == 0
	some [region, id] in _kept
	open := sort(_open[id])
	message := "is meant for quarantine, and no service control policy keeps administrators from changing it"
	finding := result.in_region(result.with_evidence(result.fail(id, message), {"free": open}), region)
}

findings contains result.in_region(result.unknown(id, "is meant for quarantine, and the account is under policies whose text was not read"), region) if {
	not _is_unbound
	count(_unread) > 0
	some [region, id] in _kept
	_open[id]
}

findings contains result.in_region(result.unknown(id, "is meant for quarantine and protected under conditions that nobody can know"), region) if {
	not _is_unbound
	some [region, id] in _kept
	not _open[id]
	_doubtful[id]
}

findings contains finding if {
	not _is_unbound
	good := {[region, id] | some [region, id] in _kept; id in _weighed; not _open[id]; not _doubtful[id]}
	some finding in tally.passes(input.account.id, good, "security groups for quarantine are protected")
}

_actions := [
	"ec2:AuthorizeSecurityGroupIngress", "ec2:AuthorizeSecurityGroupEgress",
	"ec2:ModifySecurityGroupRules", "ec2:DeleteSecurityGroup",
]

_kept contains [group.region, group.group_id] if {
	some group in input.tables.vpc_security_groups
	quarantine.is_named(group.group_name)
}

_unnamed contains [group.region, group.group_id] if {
	some group in input.tables.vpc_security_groups
	not is_string(group.group_name)
}

# --- What the policies over the account say of each group; such groups are few ---------------------------------------

_open := tally.by_key({[id, action] |
	some [id, action, words] in _words
	words & {"denied", "conditional"} == set()
})

_doubtful := tally.by_key({[id, action] |
	some [id, action, words] in _words
	not "denied" in words
	"conditional" in words
})

_words contains [group.group_id, action, words] if {
	some group in input.tables.vpc_security_groups
	quarantine.is_named(group.group_name)
	context := object.union(_context(group.region), _tags(group.tags))
	resource := sprintf("arn:%s:ec2:%s:%s:security-group/%s", [input.account.partition, group.region, input.account.id, group.group_id])
	some action in _actions
	words := {scp.decide_for_administrators(content, action, resource, context) | some content in _contents}
}

_weighed contains id if some [id, _, _] in _words

_context(region) := object.union(
	scp.context(input.account.partition, input.account.id, "muster-probe"),
	{"aws:requestedregion": region},
)

# Conditions do not tell the cases of a key apart; of keys that differ in nothing else nobody knows which one counts.
_tags(tags) := {key: value |
	some key, values in tally.by_key({[lower(sprintf("%s%s", [prefix, name])), value] |
		some name, value in tags
		some prefix in ["aws:resourcetag/", "ec2:resourcetag/"]
	})
	count(values) == 1
	some value in values
}

_contents contains policy.content if {
	some policy in input.organization.tables.organizations_service_control_policies
	policy.id in _attached
	is_object(policy.content)
}

_unread contains policy.id if {
	some policy in input.organization.tables.organizations_service_control_policies
	policy.id in _attached
	not is_object(policy.content)
}

_attached contains target.policy_id if {
	some target in input.organization.tables.organizations_service_control_policy_targets
	target.target_id in _places
}

_places := scp.places(_parents, input.account.id)

_parents := scp.tree({[input.account.id, organization.account.parent_id] |
	is_string(organization.account.parent_id)
} | {[unit.id, unit.parent_id] |
	some unit in input.organization.tables.organizations_organizational_units
	is_string(unit.parent_id)
})

_is_unbound if input.account.management == true

_is_unbound if not is_string(input.organization.id)
