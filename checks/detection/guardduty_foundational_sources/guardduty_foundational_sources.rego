# METADATA
# title: GuardDuty detectors use their foundational sources
# description: Every enabled detector analyses CloudTrail events, VPC flow logs and DNS logs. GuardDuty reads copies of its own; these are no logs that the customer has.
# related_resources:
#   - ref: https://docs.aws.amazon.com/guardduty/latest/ug/guardduty_data-sources.html
# schemas:
#   - input: schema.checks.detection.guardduty_foundational_sources
# custom:
#   severity: high
#   scope: account
#   inventory: [guardduty_detectors]
#   partial: region
#   requirements: [GD-02]
#   risk: A detector that is not fed stays silent about what it does not see.
#   fix: Enable the detector again, since the sources come with it and cannot be chosen one by one.
#   frameworks:
#     nist-800-61r3: [DE.CM-01]
package checks.detection.guardduty_foundational_sources

import future.keywords.not

import data.checks.lib.result

findings contains result.fail(input.account.id, "has no enabled GuardDuty detector, so no source feeds one") if {
	count(_enabled) == 0
}

findings contains finding if {
	some detector in input.tables.guardduty_detectors
	detector.detector_id in _enabled
	missing := _wanted - _sources(detector.features)
	count(missing) > 0
	message := sprintf("is not fed by %s", [concat(", ", sort(missing))])
	finding := result.in_region(
		result.with_evidence(result.fail(detector.detector_id, message), {"missing": sort(missing)}),
		detector.region,
	)
}

findings contains result.in_region(result.pass(input.account.id, 1, "is fed by CloudTrail, DNS and flow logs"), detector.region) if {
	some detector in input.tables.guardduty_detectors
	detector.detector_id in _enabled
	count(_wanted - _sources(detector.features)) == 0
}

_wanted := {"CLOUD_TRAIL", "DNS_LOGS", "FLOW_LOGS"}

# A suspended detector keeps its settings and analyses nothing.
_enabled contains detector.detector_id if {
	some detector in input.tables.guardduty_detectors
	detector.status == "ENABLED"
}

_sources(features) := {feature.Name |
	some feature in features
	feature.Status == "ENABLED"
}
