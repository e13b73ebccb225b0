# METADATA
# title: GuardDuty is enabled for all accounts by itself
# description: In every region that it watches, the security account enables GuardDuty for all accounts of the organization, and the limit of members is not reached.
# related_resources:
#   - ref: https://docs.aws.amazon.com/guardduty/latest/ug/guardduty_organizations.html
# schemas:
#   - input: schema.checks.detection.guardduty_auto_enable
# custom:
#   severity: high
#   scope: account
#   inventory: [guardduty_detectors, guardduty_organization_configuration]
#   partial: region
#   requirements: [TOOL-02]
#   risk: The next account that joins is not watched, and nobody notices.
#   fix: Set auto-enable to ALL in each region of the delegated administrator.
package checks.detection.guardduty_auto_enable

import future.keywords.not

import data.checks.lib.result

findings contains result.unknown(input.account.id, message) if {
	not _security
	message := "cannot be judged, since no 'expectations.security-account' is configured"
}

findings contains result.not_applicable(input.account.id, "is not the security account") if {
	_security
	input.account.id != _security
}

findings contains result.fail(input.account.id, "has no GuardDuty detector, so it enables none elsewhere") if {
	_is_asked
	count(input.tables.guardduty_detectors) == 0
}

findings contains result.in_region(result.fail(detector.detector_id, message), detector.region) if {
	_is_asked
	some detector in input.tables.guardduty_detectors
	not detector.detector_id in _administrators
	message := "does not administer GuardDuty of the organization"
}

findings contains finding if {
	_is_asked
	some setting in input.tables.guardduty_organization_configuration
	not setting.auto_enable_members == "ALL"
	finding := result.in_region(
		result.with_evidence(
			result.fail(setting.detector_id, "does not enable GuardDuty for all accounts"),
			{"auto_enable_members": setting.auto_enable_members},
		),
		setting.region,
	)
}

findings contains result.in_region(result.fail(setting.detector_id, "has reached the limit of member accounts"), setting.region) if {
	_is_asked
	some setting in input.tables.guardduty_organization_configuration
	setting.member_limit_reached == true
}

findings contains result.in_region(result.pass(input.account.id, 1, "enables GuardDuty for all accounts"), setting.region) if {
	_is_asked
	some setting in input.tables.guardduty_organization_configuration
	setting.auto_enable_members == "ALL"
	setting.member_limit_reached == false
}

findings contains result.in_region(result.unknown(setting.detector_id, "does not say whether its limit of members is reached"), setting.region) if {
	_is_asked
	some setting in input.tables.guardduty_organization_configuration
	setting.auto_enable_members == "ALL"
	not is_boolean(setting.member_limit_reached)
}

_security := id if {
	id := input.expectations["security-account"]
	is_string(id)
}

_is_asked if input.account.id == _security

_administrators contains setting.detector_id if some setting in input.tables.guardduty_organization_configuration
