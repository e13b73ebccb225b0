# METADATA
# title: GuardDuty watches every enabled region
# description: Every enabled region of the account has a GuardDuty detector whose status is ENABLED. Regions that nobody uses count too.
# related_resources:
#   - ref: https://docs.aws.amazon.com/guardduty/latest/ug/guardduty_settingup.html
# schemas:
#   - input: schema.checks.detection.guardduty_detector_enabled
# custom:
#   severity: critical
#   scope: account
#   inventory: [guardduty_detectors]
#   partial: region
#   requirements: [GD-01, IAC-04]
#   risk: An attack in a region without a detector raises no alarm, and intruders like regions that nobody looks at.
#   fix: Enable GuardDuty in every enabled region, best through the delegated administrator for all accounts.
#   frameworks:
#     nist-800-61r3: [DE.CM-09]
package checks.detection.guardduty_detector_enabled

import future.keywords.not

import data.checks.lib.result

findings contains result.in_region(result.fail(input.account.id, message), region) if {
	some region in input.account.regions
	not region in _watched
	not region in _present
	message := sprintf("has no GuardDuty detector in %s", [region])
}

findings contains finding if {
	some detector in input.tables.guardduty_detectors
	not detector.region in _watched
	message := sprintf("has a GuardDuty detector in %s that is not enabled", [detector.region])
	evidence := {"detector_id": detector.detector_id, "status": detector.status}
	finding := result.in_region(result.with_evidence(result.fail(input.account.id, message), evidence), detector.region)
}

findings contains result.in_region(result.pass(input.account.id, 1, "is watched by GuardDuty"), region) if {
	some region in input.account.regions
	region in _watched
}

findings contains result.unknown(input.account.id, "has no enabled region that is known") if count(input.account.regions) == 0

_watched contains detector.region if {
	some detector in input.tables.guardduty_detectors
	detector.status == "ENABLED"
}

_present contains detector.region if some detector in input.tables.guardduty_detectors
