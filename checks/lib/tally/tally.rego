# METADATA
# description: Says of many good resources what a check says of them once for each region.
package checks.lib.tally

import data.checks.lib.result

# METADATA
# description: One pass a region for the resources in it, given as [region, id].
passes(account_id, good, message) := {result.in_region(result.pass(account_id, count(ids), message), region) |
	some region in {region | some [region, _] in good}
	ids := {id | some [there, id] in good; there == region}
}
