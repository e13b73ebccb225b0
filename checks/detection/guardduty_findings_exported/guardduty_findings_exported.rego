# METADATA
# title: GuardDuty findings are exported to a bucket that keeps them
# description: In every region where the account keeps its own or its members' findings, a publishing destination with a KMS key has the status PUBLISHING. Members are judged in their administrator.
# related_resources:
#   - ref: https://docs.aws.amazon.com/guardduty/latest/ug/guardduty_exportfindings.html
# schemas:
#   - input: schema.checks.detection.guardduty_findings_exported
# custom:
#   severity: high
#   scope: account
#   inventory: [guardduty_detectors, guardduty_publishing_destinations]
#   partial: region
#   requirements: [GD-12]
#   risk: GuardDuty deletes findings after 90 days, and with them what an intruder did first.
#   fix: Configure the export of findings to a bucket of the log archive in each region of the administrator.
package checks.detection.guardduty_findings_exported

import future.keywords.not

import data.checks.lib.result

findings contains result.not_applicable(input.account.id, "has no GuardDuty detector that is on, so there are no findings") if {
	count(_on) == 0
}

findings contains result.not_applicable(input.account.id, "is a member; its findings are exported by its administrator") if {
	count(_on) > 0
	count(_deciding) == 0
}

findings contains result.in_region(result.fail(input.account.id, "exports its GuardDuty findings nowhere"), region) if {
	some region in _deciding
	not region in _told
}

findings contains finding if {
	some destination in input.tables.guardduty_publishing_destinations
	destination.region in _deciding
	not destination.region in _exporting
	message := sprintf("is where GuardDuty findings should go, and has the status %v", [destination.status])
	evidence := {"destination_arn": destination.destination_arn, "failing_since": destination.publishing_failure_start_timestamp}
	finding := result.in_region(result.with_evidence(result.fail(destination.destination_id, message), evidence), destination.region)
}

findings contains result.in_region(result.pass(input.account.id, 1, "exports its GuardDuty findings"), region) if {
	some region in (_deciding & _exporting)
}

_on contains detector.region if {
	some detector in input.tables.guardduty_detectors
	not detector.status == "DISABLED"
}

# Where findings are the account's own matter: no administrator gets them.
_deciding := _on - _administered

_administered contains detector.region if {
	some detector in input.tables.guardduty_detectors
	administrator := detector.master_account.AccountId
	administrator != input.account.id
	lower(detector.master_account.RelationshipStatus) == "enabled"
}

_told contains destination.region if some destination in input.tables.guardduty_publishing_destinations

_exporting contains destination.region if {
	some destination in input.tables.guardduty_publishing_destinations
	destination.status == "PUBLISHING"
	is_string(destination.kms_key_arn)
}
