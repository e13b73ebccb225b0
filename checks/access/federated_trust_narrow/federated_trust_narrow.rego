# METADATA
# title: Roles for pipelines and clusters name who may assume them
# description: Each role that trusts an OIDC provider narrows the subject to one repository, project or service account (the identity pool for Cognito), with wildcards only behind it.
# related_resources:
#   - ref: https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_create_for-idp_oidc.html
# schemas:
#   - input: schema.checks.access.federated_trust_narrow
# custom:
#   severity: high
#   scope: account
#   inventory: [iam_roles]
#   requirements: [IAC-10]
#   risk: Anybody with an account at the provider, such as any GitHub repository in the world, can assume the role.
#   fix: Add a condition on the provider's sub claim to the trust policy, such as repo:my-org/my-repo:ref:refs/heads/main.
#   frameworks:
#     nist-800-61r3: [PR.AA-05]
package checks.access.federated_trust_narrow

import future.keywords.not

import data.checks.lib.policy
import data.checks.lib.result
import data.checks.lib.tally

findings contains result.unknown(role.arn, "has a trust policy that could not be read") if {
	some role in input.tables.iam_roles
	not is_object(role.assume_role_policy_std)
}

findings contains result.not_applicable(input.account.id, "has no role that trusts an OIDC provider") if {
	count(_identities) == 0
	count([role.arn | some role in input.tables.iam_roles; not is_object(role.assume_role_policy_std)]) == 0
}

findings contains result.with_evidence(result.fail(arn, message), {"providers": wide}) if {
	some arn, identities in _identities
	subjects := tally.by_key({[identity.provider, identity.subjects] | some identity in identities; not _is_narrow(identity)})
	wide := {provider: sort(union(found)) | some provider, found in subjects}
	count(wide) > 0
	message := sprintf("lets in subjects that it does not name of %s", [concat(", ", sort(object.keys(wide)))])
}

findings contains result.pass(input.account.id, count(narrow), "has roles that name the web identities they let in") if {
	narrow := [arn |
		some arn, identities in _identities
		count([identity | some identity in identities; not _is_narrow(identity)]) == 0
	]
	count(narrow) > 0
}

_identities := tally.by_key({[role.arn, identity] |
	some role in input.tables.iam_roles
	is_string(role.arn)
	some identity in policy.web_identities(role.assume_role_policy_std)
})

_is_narrow(identity) if {
	count(identity.subjects) > 0
	count([subject | some subject in identity.subjects; not _is_named(subject)]) == 0
}

# The subject of Cognito is a person; what narrows it is the identity pool.
_is_narrow(identity) if {
	identity.provider == "cognito-identity.amazonaws.com"
	count(identity.audiences) > 0
	count([audience | some audience in identity.audiences; regex.match(`[*?]`, audience)]) == 0
}

# What stands before the first wildcard names somebody: an owner with its slash, a namespace with its colon.
_is_named(subject) if not regex.match(`[*?]`, subject)

_is_named(subject) if regex.match(`^(repo|repository|project_path|job_workflow_ref):[^/*?]+/`, subject)

_is_named(subject) if regex.match(`^system:serviceaccount:[^:*?]+:`, subject)

_is_named(subject) if regex.match(`^(organization|workspace|org|owner|repository_owner):[^:*?]+:`, subject)

# CircleCI, Azure DevOps and Bitbucket, in this order.
_is_named(subject) if regex.match(`^org/[^/*?]+/project/`, subject)

_is_named(subject) if regex.match(`^sc://[^/*?]+/`, subject)

_is_named(subject) if regex.match(`^\{[0-9a-fA-F-]{36}\}:`, subject)
