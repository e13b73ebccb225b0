# METADATA
# title: GuardDuty's agents are healthy
# description: In every region where an enabled detector has Runtime Monitoring on, GuardDuty's coverage statistics count no resource as unhealthy.
# related_resources:
#   - ref: https://docs.aws.amazon.com/guardduty/latest/ug/runtime-monitoring-assessing-coverage.html
# schemas:
#   - input: schema.checks.detection.guardduty_coverage_healthy
# custom:
#   severity: medium
#   scope: account
#   inventory: [guardduty_detectors, guardduty_coverage]
#   partial: region
#   requirements: [GD-05]
#   risk: Runtime Monitoring is on and paid for, and sees nothing of the host in question.
#   fix: Open GuardDuty's Runtime coverage page, which names the issue of each unhealthy resource.
#   frameworks:
#     nist-800-61r3: [DE.CM-09]
package checks.detection.guardduty_coverage_healthy

import future.keywords.not

import data.checks.lib.result

findings contains result.not_applicable(input.account.id, "has nothing that agents of GuardDuty should watch") if {
	count(_counted) == 0
	count(_watching - _answered) == 0
}

findings contains result.in_region(result.unknown(detector, "has Runtime Monitoring on, and its coverage is not known"), region) if {
	some [region, detector] in (_watching - _answered)
}

findings contains finding if {
	some coverage in input.tables.guardduty_coverage
	[coverage.region, coverage.detector_id] in _counted
	_is_some(coverage.unhealthy)
	message := sprintf("has %d resources whose agent of GuardDuty is not healthy", [coverage.unhealthy])
	evidence := {"healthy": coverage.healthy, "unhealthy": coverage.unhealthy}
	finding := result.in_region(result.with_evidence(result.fail(coverage.detector_id, message), evidence), coverage.region)
}

findings contains result.in_region(result.pass(input.account.id, coverage.healthy, "resources have a healthy agent of GuardDuty"), coverage.region) if {
	some coverage in input.tables.guardduty_coverage
	[coverage.region, coverage.detector_id] in _counted
	_is_some(coverage.healthy)
	not _is_some(coverage.unhealthy)
}

# Where AWS counts nothing, it leaves the number out.
_counted contains [coverage.region, coverage.detector_id] if {
	some coverage in input.tables.guardduty_coverage
	[coverage.region, coverage.detector_id] in _watching
	some number in [coverage.healthy, coverage.unhealthy]
	_is_some(number)
}

_is_some(number) if {
	is_number(number)
	number > 0
}

_answered contains [coverage.region, coverage.detector_id] if some coverage in input.tables.guardduty_coverage

_watching contains [detector.region, detector.detector_id] if {
	some detector in input.tables.guardduty_detectors
	detector.status == "ENABLED"
	some feature in detector.features
	feature.Name in {"RUNTIME_MONITORING", "EKS_RUNTIME_MONITORING"}
	feature.Status == "ENABLED"
}
