# METADATA
# title: Responder role trusts only named principals of the security account
# description: The trust policy lets in roles of the trusted account by name, under at least one of MFA, external id, organization, principal ARN or source identity. Everybody, other accounts, identity providers and services fail.
# related_resources:
#   - ref: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
#   - ref: https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html
# schemas:
#   - input: schema.checks.access.responder_role_trust
# custom:
#   severity: critical
#   scope: account
#   inventory: [iam_roles]
#   requirements: [RSP-05, ACC-09]
#   risk: The role that can stop everything can be taken by whoever holds a build pipeline or another account.
#   fix: Name the responders' role of the security account as principal and add a condition such as aws:PrincipalOrgID.
#   frameworks:
#     aws-sir: [prepare-access-to-aws-accounts]
#     aws-well-architected: [SEC10-BP05]
#     nist-800-61r3: [PR.AA-05]
package checks.access.responder_role_trust

import future.keywords.not

import data.checks.lib.policy
import data.checks.lib.result

findings contains result.unknown(input.account.id, message) if {
	not _name
	message := "can't be judged, since no 'expectations.responder-role.name' is configured"
}

findings contains result.unknown(input.account.id, message) if {
	_name
	not _trusted
	message := "can't be judged, since no 'expectations.responder-role.trusted-account' is configured"
}

findings contains result.not_applicable(input.account.id, sprintf("has no role %s", [_name])) if {
	_trusted
	count(_trust) == 0
}

findings contains result.unknown(arn, "has a trust policy that could not be read") if {
	_trusted
	some [arn, document] in _trust
	not is_object(document)
}

findings contains result.with_evidence(result.fail(arn, message), _evidence) if {
	some [arn, _] in _trust
	count(_faults) > 0
	message := concat("; ", sort(_faults))
}

findings contains result.with_evidence(result.unknown(arn, message), _evidence) if {
	some [arn, _] in _trust
	count(_faults) == 0
	count(_doubts) > 0
	message := concat("; ", sort(_doubts))
}

findings contains result.pass(input.account.id, count(_grants), message) if {
	count(_grants) > 0
	count(_faults) == 0
	count(_doubts) == 0
	message := sprintf("has a responder role that only named principals of %s can assume", [_trusted])
}

_name := name if {
	name := input.expectations["responder-role"].name
	is_string(name)
}

# Without a trusted account of its own the responder role is expected to trust the security account.
_trusted := account if {
	account := input.expectations["responder-role"]["trusted-account"]
	is_string(account)
} else := account if {
	account := input.expectations["security-account"]
	is_string(account)
}

_trust contains [role.arn, role.assume_role_policy_std] if {
	some role in input.tables.iam_roles
	role.name == _name
}

_grants := [grant |
	_trusted
	some [_, document] in _trust
	is_object(document)
	some grant in policy.grants(document)
]

_evidence := {"trusted_account": _trusted, "principals": sort({principal.value |
	some grant in _grants
	some principal in grant.principals
})}

_faults contains "can be assumed by nobody" if {
	_trusted
	some [_, document] in _trust
	is_object(document)
	count(_grants) == 0
}

_faults contains "shuts everybody out by a deny statement" if {
	_trusted
	some [_, document] in _trust
	policy.closed(document)
}

_faults contains sprintf("does not trust %s", [_trusted]) if {
	count(_grants) > 0
	not _trusted in {principal.account | some grant in _grants; some principal in grant.principals}
}

_faults contains fault if {
	some grant in _grants
	some principal in grant.principals
	fault := _fault(principal.kind, principal.value)
}

_faults contains sprintf("trusts %s of another account", [principal.value]) if {
	some grant in _grants
	some principal in grant.principals
	principal.kind in _identities
	principal.account != _trusted
}

_faults contains sprintf("trusts the whole account %s and no role in it", [_trusted]) if {
	some grant in _grants
	some principal in grant.principals
	principal.kind == "account"
	principal.account == _trusted
	not grant.limits.principal
}

_faults contains sprintf("trusts the user %s without MFA", [principal.value]) if {
	some grant in _grants
	some principal in grant.principals
	principal.kind == "user"
	principal.account == _trusted
	not grant.limits.mfa
}

_faults contains sprintf("lets %s in without any condition such as MFA, external id or organization", [principal.value]) if {
	some grant in _grants
	some principal in grant.principals
	principal.kind in _identities
	principal.account == _trusted
	not _is_limited(grant.limits)
}

_doubts contains sprintf("trusts %s, which is no principal that can be judged", [principal.value]) if {
	some grant in _grants
	some principal in grant.principals
	not principal.kind in _identities
	not principal.kind in object.keys(_faulty)
	principal.value != "ssm.amazonaws.com"
}

_identities := {"account", "role", "user", "session"}

_faulty := {
	"anyone": "lets everybody assume it (%s)",
	"anyone-but": "lets everybody assume it but those named (%s)",
	"saml": "trusts the identity provider %s",
	"oidc": "trusts the identity provider %s",
	"deleted": "names a principal that is gone (%s)",
	"service": "trusts the service %s",
}

_fault(kind, value) := sprintf(_faulty[kind], [value]) if value != "ssm.amazonaws.com"

_is_limited(limits) if {
	some name in {"mfa", "external-id", "principal", "source-identity"}
	count(limits[name]) > 0
}

_is_limited(limits) if {
	some value in limits.organization
	_is_own_organization(split(value, "/")[0])
}

_is_own_organization(id) if id == input.organization.id

# A stand-alone account has no organization to compare with.
_is_own_organization(_) if not is_string(input.organization.id)
