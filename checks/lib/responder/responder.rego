# METADATA
# description: What the responder role may do in its own account, for the checks that each look at one step of containment.
package checks.lib.responder

import data.checks.lib.policy

# METADATA
# description: |
#   The decision on each action that a step needs: needs is {action: resource}, where {partition} and {account} in the
#   resource stand for those of the role. "a|b" means that either will do, and the better decision counts; a list of
#   resources, that AWS asks about all of them, and the worst counts.
decisions(needs, held, bound, role, home) := {action: decision |
	some action, target in needs
	answers := {answer |
		some alternative in split(action, "|")
		words := {word |
			some resource in _list(target)
			word := policy.effective(held, bound, alternative, _resource(resource, home), context(alternative, role, home))
		}
		answer := [word | some word in array.reverse(_best_first); word in words][0]
	}
	decision := [word | some word in _best_first; word in answers][0]
}

# METADATA
# description: The actions that the role can't do, in alphabetical order.
refused(decided) := sort([action | some action, decision in decided; decision in {"denied", "not-allowed"}])

# METADATA
# description: The actions of which nobody can tell beforehand.
doubtful(decided) := sort([action | some action, decision in decided; decision in {"conditional", "unknown"}])

# METADATA
# description: The actions that the role can do.
granted(decided) := sort([action | some action, decision in decided; decision == "allowed"])

_best_first := ["allowed", "conditional", "unknown", "not-allowed", "denied"]

_list(target) := target if is_array(target)

else := [target]

_resource(target, home) := strings.replace_n({"{partition}": home.partition, "{account}": home.account}, target)

# METADATA
# description: |
#   What is known of a call of this action that the role makes in its own account. Only attaching and detaching name a
#   policy, which is AWSDenyAll; a condition on it lets no other action through.
context(action, role, home) := object.union(
	policy.caller(role, home),
	{"iam:policyarn": _policy(action, home.partition)},
)

_policy(action, partition) := sprintf("arn:%s:iam::aws:policy/AWSDenyAll", [partition]) if {
	regex.match(`^iam:(Attach|Detach)`, action)
} else := null
