# METADATA
# title: Security services are delegated to the security account
# description: Each security service that the organization trusts or delegates has the configured security account as its delegated administrator, and no other account; CloudTrail may have the log archive, or none.
# related_resources:
#   - ref: https://docs.aws.amazon.com/organizations/latest/userguide/orgs_integrate_services_list.html
# schemas:
#   - input: schema.checks.access.security_services_delegated
# custom:
#   severity: high
#   scope: organization
#   inventory: [organizations_delegated_services, organizations_trusted_access]
#   requirements: [ACC-07, CT-19]
#   risk: Findings of all accounts are seen where no responder looks, or only in the management account.
#   fix: Register the security account as delegated administrator of each security service in use.
package checks.access.security_services_delegated

import future.keywords.not

import data.checks.lib.result

findings contains result.unknown(input.organization.id, message) if {
	not _security
	message := "can't be judged, since no 'expectations.security-account' is configured"
}

findings contains result.with_evidence(result.fail(service, message), {"delegated_to": sort(_others[service])}) if {
	_security
	some service in object.keys(_others)
	message := sprintf("is delegated to %s instead of only to the security account", [concat(", ", sort(_others[service]))])
}

findings contains result.fail(service, "is used in the organization and delegated to no account") if {
	_security
	some service in (_trusted - _optional)
	not service in _delegated
}

findings contains result.fail(input.organization.id, "delegates no security service to the security account") if {
	_security
	count(((_trusted - _optional) | _delegated)) == 0
}

findings contains result.pass(input.organization.id, count(_good), "has security services delegated to the security account") if {
	_security
	count(_good) > 0
}

_security := id if {
	id := input.expectations["security-account"]
	is_string(id)
}

# AWS RAM has trusted access too, but no delegated administrator.
_services := {
	"access-analyzer.amazonaws.com", "cloudtrail.amazonaws.com", "config.amazonaws.com",
	"config-multiaccountsetup.amazonaws.com", "detective.amazonaws.com", "fms.amazonaws.com", "guardduty.amazonaws.com",
	"inspector2.amazonaws.com", "macie.amazonaws.com", "securityhub.amazonaws.com",
}

# A trail of the organization works without a delegated administrator; if there is one, it may also keep the logs.
_optional := {"cloudtrail.amazonaws.com"}

_allowed(service) := {_security, input.expectations["log-archive-account"]} if {
	service in _optional
	is_string(input.expectations["log-archive-account"])
} else := {_security}

_trusted contains access.service_principal if {
	some access in input.organization.tables.organizations_trusted_access
	access.service_principal in _services
}

_delegated contains delegation.service_principal if {
	some delegation in input.organization.tables.organizations_delegated_services
	delegation.service_principal in _services
}

_good := _delegated - object.keys(_others)

_others := {service: {delegation.delegated_account_id |
	some delegation in input.organization.tables.organizations_delegated_services
	delegation.service_principal == service
	not delegation.delegated_account_id in _allowed(service)
} |
	some service in _foreign
}

_foreign contains delegation.service_principal if {
	some delegation in input.organization.tables.organizations_delegated_services
	delegation.service_principal in _services
	not delegation.delegated_account_id in _allowed(delegation.service_principal)
}
