# METADATA
# title: Resource Explorer searches all regions at once
# description: An account that uses Resource Explorer has an aggregator index, so that one search finds a resource in whatever region it is. Resource Explorer is optional, so accounts without it are not asked.
# related_resources:
#   - ref: https://docs.aws.amazon.com/resource-explorer/latest/userguide/manage-aggregator-region.html
# schemas:
#   - input: schema.checks.evidence.resource_search_complete
# custom:
#   severity: low
#   scope: account
#   inventory: [resourceexplorer_indexes]
#   requirements: [INV-11]
#   risk: A search finds nothing, and the resource runs in a region that was not searched.
#   fix: Turn one index of Resource Explorer into the aggregator of all regions.
package checks.evidence.resource_search_complete

import future.keywords.not

import data.checks.lib.result

findings contains result.not_applicable(input.account.id, "does not use Resource Explorer, which is optional") if {
	count(input.tables.resourceexplorer_indexes) == 0
}

findings contains result.pass(input.account.id, count(input.tables.resourceexplorer_indexes), "indexes of Resource Explorer are searched at once") if {
	"AGGREGATOR" in _types
}

findings contains result.with_evidence(result.fail(input.account.id, message), {"regions": _regions}) if {
	count(_types) > 0
	not "AGGREGATOR" in _types
	message := "has indexes of Resource Explorer, none of which knows all regions"
}

_types := {index.type | some index in input.tables.resourceexplorer_indexes}

_regions := sort({index.region | some index in input.tables.resourceexplorer_indexes; is_string(index.region)})
