# METADATA
# title: GuardDuty publishes updated findings every fifteen minutes
# description: Every detector publishes updates of findings every fifteen minutes, the fastest that there is. New findings go out in about five minutes in any case.
# related_resources:
#   - ref: https://docs.aws.amazon.com/guardduty/latest/ug/guardduty_findings_cloudwatch.html
# schemas:
#   - input: schema.checks.detection.guardduty_finding_frequency
# custom:
#   severity: medium
#   scope: account
#   inventory: [guardduty_detectors]
#   partial: region
#   requirements: [GD-10]
#   risk: A finding that grows worse reaches the SIEM hours later.
#   fix: Set the frequency of updated findings to fifteen minutes in the administrator account.
package checks.detection.guardduty_finding_frequency

import future.keywords.not

import data.checks.lib.result

findings contains result.fail(input.account.id, "has no GuardDuty detector, so nothing is published") if {
	count(input.tables.guardduty_detectors) == 0
}

findings contains finding if {
	some detector in input.tables.guardduty_detectors
	not detector.finding_publishing_frequency == "FIFTEEN_MINUTES"
	finding := result.in_region(
		result.with_evidence(
			result.fail(detector.detector_id, "publishes updates of findings less often than every fifteen minutes"),
			{"finding_publishing_frequency": detector.finding_publishing_frequency},
		),
		detector.region,
	)
}

findings contains result.in_region(result.pass(input.account.id, 1, "publishes updates every fifteen minutes"), detector.region) if {
	some detector in input.tables.guardduty_detectors
	detector.finding_publishing_frequency == "FIFTEEN_MINUTES"
}
