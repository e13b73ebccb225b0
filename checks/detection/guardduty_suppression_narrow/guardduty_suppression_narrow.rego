# METADATA
# title: GuardDuty filters archive only findings that they name
# description: Every GuardDuty filter that archives findings names finding types, resources or callers by their values. A filter on severity, region or account alone, or without positive criteria, is too broad.
# related_resources:
#   - ref: https://docs.aws.amazon.com/guardduty/latest/ug/findings_suppression-rule.html
# schemas:
#   - input: schema.checks.detection.guardduty_suppression_narrow
# custom:
#   severity: high
#   scope: account
#   inventory: [guardduty_filters]
#   partial: region
#   requirements: [GD-13]
#   risk: Findings that a broad filter archives reach neither EventBridge nor the export, Security Hub or Detective.
#   fix: Narrow the filter to the finding type and the resource for which the finding is known to be harmless.
package checks.detection.guardduty_suppression_narrow

import future.keywords.not

import data.checks.lib.result
import data.checks.lib.tally

findings contains result.not_applicable(input.account.id, "has no GuardDuty filter that archives findings") if count(_archiving) == 0

findings contains finding if {
	some filter in input.tables.guardduty_filters
	[filter.region, _id(filter.detector_id, filter.name)] in _broad
	message := "archives findings and names neither their type nor what they are about"
	evidence := {"criteria": filter.finding_criteria, "detector_id": filter.detector_id}
	finding := result.in_region(result.with_evidence(result.fail(filter.name, message), evidence), filter.region)
}

findings contains finding if some finding in tally.passes(input.account.id, _archiving & _narrow, "filters archive only what they name")

_broad := _archiving - _narrow

# Only NOOP is known to leave findings alone.
_archiving contains [filter.region, _id(filter.detector_id, filter.name)] if {
	some filter in input.tables.guardduty_filters
	not filter.action == "NOOP"
}

_narrow contains [filter.region, _id(filter.detector_id, filter.name)] if {
	some filter in input.tables.guardduty_filters
	some name, criterion in filter.finding_criteria.Criterion
	_names_a_thing(name)
	some operator in ["Eq", "Equals", "Matches"]
	some value in criterion[operator]
	not regex.match(`^[*?]*$`, value)
}

_id(detector_id, name) := sprintf("%v %v", [detector_id, name])

# These say how bad, where, or of what kind, such as all access keys; not what.
_names_a_thing(name) if {
	not name in {
		"accountId", "confidence", "createdAt", "partition", "region", "resource.resourceType", "schemaVersion",
		"service.action.actionType", "service.archived", "service.count", "service.detectorId", "service.featureName",
		"service.resourceRole", "service.serviceName", "severity", "updatedAt",
	}
}
