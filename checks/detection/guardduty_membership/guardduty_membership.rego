# METADATA
# title: Accounts report their GuardDuty findings to the security account
# description: Every detector belongs to the configured security account, and the relationship is enabled, in every region that has a detector. In the security account the members are looked at from its side.
# related_resources:
#   - ref: https://docs.aws.amazon.com/guardduty/latest/ug/guardduty_organizations.html
# schemas:
#   - input: schema.checks.detection.guardduty_membership
# custom:
#   severity: high
#   scope: account
#   inventory: [guardduty_detectors, guardduty_members, organizations_accounts]
#   partial: region
#   requirements: [TOOL-03, TOOL-15]
#   risk: The findings of an account that is no member stay in that account, where nobody looks.
#   fix: Add the account as a member in the security account, in each region.
package checks.detection.guardduty_membership

import future.keywords.not

import data.checks.lib.result

findings contains result.unknown(input.account.id, message) if {
	not _security
	message := "cannot be judged, since no 'expectations.security-account' is configured"
}

findings contains result.fail(input.account.id, "has no GuardDuty detector, so it reports to nobody") if {
	_security
	count(input.tables.guardduty_detectors) == 0
}

findings contains finding if {
	_security
	input.account.id != _security
	some detector in input.tables.guardduty_detectors
	not _reports(detector.master_account)
	finding := result.in_region(
		result.with_evidence(
			result.fail(detector.detector_id, "does not report to the security account"),
			{"administrator": detector.master_account},
		),
		detector.region,
	)
}

findings contains result.in_region(result.pass(input.account.id, 1, "reports to the security account"), detector.region) if {
	_security
	input.account.id != _security
	some detector in input.tables.guardduty_detectors
	_reports(detector.master_account)
}

findings contains finding if {
	input.account.id == _security
	some member in _members
	not member.relationship_status == "Enabled"
	finding := result.in_region(
		result.with_evidence(
			result.fail(member.member_account_id, "is a member whose findings do not arrive"),
			{"relationship_status": member.relationship_status},
		),
		member.region,
	)
}

findings contains result.in_region(result.fail(input.account.id, message), detector.region) if {
	input.account.id == _security
	some detector in input.tables.guardduty_detectors
	not detector.region in _member_regions
	message := sprintf("administers GuardDuty for no account in %s", [detector.region])
}

findings contains finding if {
	input.account.id == _security
	some detector in input.tables.guardduty_detectors
	is_string(detector.master_account.AccountId)
	finding := result.in_region(
		result.with_evidence(
			result.fail(detector.detector_id, "is the security account's and reports to another account"),
			{"administrator": detector.master_account},
		),
		detector.region,
	)
}

findings contains result.in_region(result.pass(input.account.id, count(reporting), "members report"), region) if {
	input.account.id == _security
	some region in _member_regions
	reporting := [member.member_account_id |
		some member in _members
		member.region == region
		member.relationship_status == "Enabled"
	]
	count(reporting) > 0
}

# GuardDuty lists closed accounts for months, and nothing runs in them.
_members contains member if {
	some member in input.tables.guardduty_members
	not member.member_account_id in _closed
}

_closed contains account.id if {
	some account in input.organization.tables.organizations_accounts
	account.state in {"CLOSED", "PENDING_CLOSURE", "SUSPENDED"}
}

_member_regions contains member.region if some member in _members

_security := id if {
	id := input.expectations["security-account"]
	is_string(id)
}

_reports(administrator) if {
	administrator.AccountId == _security
	administrator.RelationshipStatus == "Enabled"
}
