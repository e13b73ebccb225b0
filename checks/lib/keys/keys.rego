# METADATA
# description: What the policy of a KMS key lets somebody do with it, taken by itself.
package checks.lib.keys

import data.checks.lib.arn
import data.checks.lib.policy

# METADATA
# description: |
#   The decision of `policy.decide` over the statements that name somebody, who is {account, role, service}, each a text
#   or null. Naming the account hands the decision to the account's own policies, and counts as naming its roles. A role is known by its
#   name, whatever its path, since no other role of the account may have it.
decision(document, who, action) := policy.decide(
	[statement |
		some statement in policy.statements(document)
		_names(statement, who)
	],
	action, "arn:aws:kms:us-east-1:000000000000:key/muster-probe", {},
)

_names(statement, who) if {
	some principal in policy.principals(statement)
	_is(principal, who)
}

_is(principal, _) if principal.kind == "anyone"

_is(principal, who) if {
	principal.kind == "account"
	principal.account == who.account
}

_is(principal, who) if {
	principal.kind == "role"
	principal.account == arn.account(who.role)
	arn.name(principal.value) == arn.name(who.role)
}

_is(principal, who) if {
	principal.kind == "service"
	principal.value == who.service
}
