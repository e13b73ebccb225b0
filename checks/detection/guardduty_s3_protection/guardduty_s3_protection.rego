# METADATA
# title: GuardDuty detectors analyse S3 data events
# description: The feature S3_DATA_EVENTS of every detector is enabled. It detects; it does not replace records of object access.
# related_resources:
#   - ref: https://docs.aws.amazon.com/guardduty/latest/ug/guardduty_data-sources.html
# schemas:
#   - input: schema.checks.detection.guardduty_s3_protection
# custom:
#   severity: high
#   scope: account
#   inventory: [guardduty_detectors]
#   partial: region
#   requirements: [GD-03, DB-11]
#   risk: Theft of objects raises no alarm.
#   fix: Enable S3 Protection for all accounts.
package checks.detection.guardduty_s3_protection

import future.keywords.not

import data.checks.lib.result

findings contains result.fail(input.account.id, "has no GuardDuty detector, so no source feeds one") if {
	count(input.tables.guardduty_detectors) == 0
}

findings contains finding if {
	some detector in input.tables.guardduty_detectors
	missing := _wanted - _enabled(detector.features)
	count(missing) > 0
	message := sprintf("is not fed by %s", [concat(", ", sort(missing))])
	finding := result.in_region(
		result.with_evidence(result.fail(detector.detector_id, message), {"missing": sort(missing)}),
		detector.region,
	)
}

findings contains result.in_region(result.pass(input.account.id, 1, "analyses S3 data events"), detector.region) if {
	some detector in input.tables.guardduty_detectors
	count(_wanted - _enabled(detector.features)) == 0
}

_wanted := {"S3_DATA_EVENTS"}

_enabled(features) := {feature.Name |
	some feature in features
	feature.Status == "ENABLED"
}
