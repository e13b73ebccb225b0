# METADATA
# title: Security Hub brings the findings of all regions together
# description: The security account has a finding aggregator of Security Hub that links all regions, or all enabled ones.
# related_resources:
#   - ref: https://docs.aws.amazon.com/securityhub/latest/userguide/finding-aggregation.html
# schemas:
#   - input: schema.checks.detection.security_hub_findings_gathered
# custom:
#   severity: medium
#   scope: account
#   inventory: [securityhub_finding_aggregators]
#   requirements: [TOOL-04]
#   risk: A finding in a region that nobody works in is read only by who thinks of looking there.
#   fix: Create a finding aggregator for all regions in the security account.
#   frameworks:
#     aws-well-architected: [SEC04-BP02]
#     nist-800-61r3: [DE.AE-03]
package checks.detection.security_hub_findings_gathered

import future.keywords.not

import data.checks.lib.result

findings contains result.unknown(input.account.id, "can't be judged, since no 'expectations.security-account' is configured") if {
	not _security
}

findings contains result.not_applicable(input.account.id, message) if {
	_security != input.account.id
	message := sprintf("leaves that to the security account %s", [_security])
}

findings contains result.unknown(input.account.id, "has no enabled region that is known") if {
	_is_asked
	count(input.account.regions) == 0
}

findings contains result.fail(input.account.id, "brings the findings of its regions together nowhere") if {
	_is_asked
	count(input.tables.securityhub_finding_aggregators) == 0
}

findings contains finding if {
	_is_asked
	some aggregator in input.tables.securityhub_finding_aggregators
	not aggregator.arn in _complete
	message := sprintf("gathers the findings of some regions only: %v", [aggregator.region_linking_mode])
	evidence := {"region_linking_mode": aggregator.region_linking_mode, "regions": aggregator.regions}
	finding := result.with_evidence(result.fail(aggregator.arn, message), evidence)
}

findings contains result.pass(input.account.id, count(_complete), "brings the findings of all regions together") if {
	_is_asked
	count(_complete) > 0
}

_complete contains aggregator.arn if {
	some aggregator in input.tables.securityhub_finding_aggregators
	aggregator.region_linking_mode == "ALL_REGIONS"
}

_complete contains aggregator.arn if {
	some aggregator in input.tables.securityhub_finding_aggregators
	aggregator.region_linking_mode == "SPECIFIED_REGIONS"
	{region | some region in input.account.regions} - _linked(aggregator.regions, aggregator.finding_aggregation_region) == set()
}

_complete contains aggregator.arn if {
	some aggregator in input.tables.securityhub_finding_aggregators
	aggregator.region_linking_mode == "ALL_REGIONS_EXCEPT_SPECIFIED"
	is_array(aggregator.regions)
	{region | some region in aggregator.regions} & {region | some region in input.account.regions} == set()
}

_linked(regions, home) := {region | some region in regions} | {home}

_is_asked if _security == input.account.id

_security := account_id if {
	account_id := input.expectations["security-account"]
	is_string(account_id)
}
