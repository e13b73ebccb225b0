# METADATA
# description: |
#   What service control policies keep accounts from doing. Only their deny statements count: that a policy allows less
#   than everything is not looked at.
package checks.lib.scp

import future.keywords.not

import data.checks.lib.arn
import data.checks.lib.policy
import data.checks.lib.tally

# METADATA
# description: |
#   What a policy says of a call: "denied", "conditional" (it depends on what is not known of the request), or "free".
#   The context holds what is known of the request, by condition key in lower case.
decide(content, action, resource, context) := _words[policy.decide(_open(content), action, resource, context)]

# METADATA
# description: |
#   The same, of a call by an ordinary administrator of the account: as a role of it, as a permission set of IAM Identity
#   Center, or as a user. A policy that lets one of these through, such as all permission sets, keeps nobody from it.
decide_for_administrators(content, action, resource, context) := [word |
	some word in ["free", "conditional", "denied"]
	word in {decide(content, action, resource, object.union(context, caller)) | some caller in _administrators(context["aws:principalarn"])}
][0]

_administrators(role) := [
	{},
	{"aws:principalarn": regex.replace(role, `:role/(.*)$`, ":role/aws-reserved/sso.amazonaws.com/AWSReservedSSO_${1}_0123456789abcdef")},
	{"aws:principalarn": regex.replace(role, `:role/(.*)$`, ":role/aws-reserved/sso.amazonaws.com/unnamed-region-1/AWSReservedSSO_${1}_0123456789abcdef")},
	{"aws:principalarn": replace(role, ":role/", ":user/"), "aws:principaltype": "User"},
]

_words := {"denied": "denied", "conditional": "conditional", "allowed": "free"}

_open(content) := array.concat(policy.statements(_everything), policy.statements(content))

_everything := {"Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*"}]}

# METADATA
# description: A request of this role in its account.
context(partition, account, role) := policy.caller(role_arn(partition, account, role), {"account": account, "organization": null})

# METADATA
# description: The ARN of a role without a path.
role_arn(partition, account, role) := sprintf("arn:%s:iam::%s:role/%s", [partition, account, role])

# METADATA
# description: |
#   The ARNs that a role of this name may have: without a path, and with each path that the policy names it by. Where it
#   really stands, the policies of the organization don't tell.
role_arns(content, partition, account, role) := {role_arn(partition, account, role)} | {sprintf("arn:%s:iam::%s:role/%s", [partition, account, name]) |
	walk(content, [_, text])
	is_string(text)
	name := replace(split(text, ":role/")[1], "*", "x")
	endswith(name, sprintf("/%s", [role]))
}

# METADATA
# description: One word for several decisions, which is "conditional" where they differ.
agreed(words) := [word | some word in words][0] if {
	count(words) == 1
} else := "conditional"

# METADATA
# description: |
#   Regions to ask about, where a policy may tell regions apart: one that nobody has named, and all that it names.
regions(content) := {"unnamed-region-1"} | {region |
	some statement in policy.statements(content)
	some _, keys in statement.Condition
	some key, values in keys
	lower(key) == "aws:requestedregion"
	some region in _list(values)
	is_string(region)
	not regex.match(`[*?]`, region)
}

# METADATA
# description: The tree of an organization, made of [account or unit, its parent].
tree(pairs) := object.union(
	{parent: set() | some [_, parent] in pairs},
	tally.by_key(pairs),
)

# METADATA
# description: The places whose policies apply to an account, that is itself, its units and the root.
places(parents, id) := graph.reachable(parents, {id})

# METADATA
# description: The partition of an ARN, "aws" where there is none to tell.
partition(text) := arn.partition(text) if arn.parse(text)

else := "aws"

_list(values) := values if is_array(values)

else := [values]
