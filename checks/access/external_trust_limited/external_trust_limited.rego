# METADATA
# title: Roles that other companies may assume demand an external id
# description: Each role whose trust policy names a principal outside the organization has an sts:ExternalId condition, and none lets everybody in whom no condition keeps to the organization.
# related_resources:
#   - ref: https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html
# schemas:
#   - input: schema.checks.access.external_trust_limited
# custom:
#   severity: high
#   scope: account
#   inventory: [iam_roles, organizations_accounts]
#   requirements: [ACC-16]
#   risk: Another customer of the same vendor can have the vendor's tool read your account.
#   fix: Add the condition StringEquals sts:ExternalId with the id that the vendor gives you to the role's trust policy.
#   frameworks:
#     nist-800-61r3: [PR.AA-05]
package checks.access.external_trust_limited

import future.keywords.not

import data.checks.lib.organization
import data.checks.lib.policy
import data.checks.lib.result

findings contains result.not_applicable(input.account.id, "has no role") if count(input.tables.iam_roles) == 0

findings contains result.unknown(role.arn, "has a trust policy that could not be read") if {
	some role in input.tables.iam_roles
	not is_object(role.assume_role_policy_std)
}

findings contains result.with_evidence(result.fail(role.arn, message), {"principals": faults}) if {
	some role in input.tables.iam_roles
	faults := _faults(role.assume_role_policy_std)
	count(faults) > 0
	message := sprintf("lets in %s without naming them and an external id", [concat(", ", faults)])
}

findings contains result.pass(input.account.id, count(good), message) if {
	good := [role.arn |
		some role in input.tables.iam_roles
		is_object(role.assume_role_policy_std)
		count(_faults(role.assume_role_policy_std)) == 0
	]
	count(good) > 0
	message := "has roles that no outsider can assume without an external id"
}

_faults(document) := sort({principal.value |
	some grant in policy.grants(document)
	some principal in grant.principals
	_is_outside(principal.kind, principal.account, grant.limits)
	not policy.closed(document)
})

_is_outside(kind, account, limits) if {
	kind in {"account", "role", "user", "session"}
	account != ""
	not account in organization.account_ids
	not limits["external-id"]
	not organization.keeps_inside(limits)
}

# An external id is no secret, so that by itself it keeps nobody out.
_is_outside(kind, _, limits) if {
	kind in {"anyone", "anyone-but"}
	not organization.keeps_inside(limits)
	not _is_named_with_id(limits)
}

_is_named_with_id(limits) if {
	limits["external-id"]
	some name in ["account", "organization", "principal"]
	limits[name]
}
