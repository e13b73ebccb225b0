# METADATA
# title: GuardDuty detectors analyse S3 data events
# description: The feature S3_DATA_EVENTS of every enabled detector is on. It detects; it does not replace records of object access.
# related_resources:
#   - ref: https://docs.aws.amazon.com/guardduty/latest/ug/s3-protection.html
# schemas:
#   - input: schema.checks.detection.guardduty_s3_protection
# custom:
#   severity: high
#   scope: account
#   inventory: [guardduty_detectors]
#   partial: region
#   requirements: [GD-03, DB-11]
#   risk: Theft of objects with stolen credentials raises no alarm.
#   fix: Enable S3 Protection for all accounts in the delegated administrator.
#   frameworks:
#     nist-800-61r3: [DE.CM-09]
package checks.detection.guardduty_s3_protection

import future.keywords.not

import data.checks.lib.result

findings contains result.fail(input.account.id, "has no enabled GuardDuty detector, so nothing analyses S3 data events") if {
	count(_enabled) == 0
}

findings contains finding if {
	some detector in input.tables.guardduty_detectors
	detector.detector_id in _enabled
	missing := _wanted - _sources(detector.features)
	count(missing) > 0
	message := sprintf("does not analyse %s", [concat(", ", sort(missing))])
	finding := result.in_region(
		result.with_evidence(result.fail(detector.detector_id, message), {"missing": sort(missing)}),
		detector.region,
	)
}

findings contains result.in_region(result.pass(input.account.id, 1, "analyses S3 data events"), detector.region) if {
	some detector in input.tables.guardduty_detectors
	detector.detector_id in _enabled
	count(_wanted - _sources(detector.features)) == 0
}

_wanted := {"S3_DATA_EVENTS"}

# A suspended detector keeps its settings and analyses nothing.
_enabled contains detector.detector_id if {
	some detector in input.tables.guardduty_detectors
	detector.status == "ENABLED"
}

_sources(features) := {feature.Name |
	some feature in features
	feature.Status == "ENABLED"
}
