# METADATA
# title: GuardDuty is administered by the security account in every region
# description: In every enabled region of the management account, the configured security account and no other is the delegated administrator of GuardDuty.
# related_resources:
#   - ref: https://docs.aws.amazon.com/guardduty/latest/ug/delegated-admin-designate.html
# schemas:
#   - input: schema.checks.detection.guardduty_administrator_delegated
# custom:
#   severity: high
#   scope: account
#   inventory: [guardduty_organization_admins]
#   requirements: [TOOL-01]
#   risk: In a region with another administrator, or none, findings of the organization go nowhere.
#   fix: Register the security account as delegated administrator of GuardDuty in each region.
package checks.detection.guardduty_administrator_delegated

import future.keywords.not

import data.checks.lib.result

findings contains result.unknown(input.account.id, message) if {
	not _security
	message := "cannot be judged, since no 'expectations.security-account' is configured"
}

findings contains result.not_applicable(input.account.id, "is not the management account") if {
	_security
	not _is_asked
}

findings contains finding if {
	_is_asked
	some region in input.account.regions
	not region in _delegated
	message := sprintf("has not made the security account the administrator of GuardDuty in %s", [region])
	finding := result.in_region(
		result.with_evidence(result.fail(input.account.id, message), {"administrators": _administrators(region)}),
		region,
	)
}

findings contains result.in_region(result.pass(input.account.id, 1, "has made the security account the administrator of GuardDuty"), region) if {
	_is_asked
	some region in input.account.regions
	region in _delegated
}

findings contains result.unknown(input.account.id, "has no enabled region that is known") if {
	_is_asked
	count(input.account.regions) == 0
}

_security := id if {
	id := input.expectations["security-account"]
	is_string(id)
}

_is_asked if {
	_security
	input.account.management == true
}

_delegated contains admin.region if {
	some admin in input.organization.tables.guardduty_organization_admins
	admin.admin_account_id == _security
	admin.admin_status == "ENABLED"
}

_administrators(region) := [admin.admin_account_id |
	some admin in input.organization.tables.guardduty_organization_admins
	admin.region == region
]
