# METADATA
# description: Says of many good resources what a check says of them once for each region, and gathers what belongs together.
package checks.lib.tally

import future.keywords.not

import data.checks.lib.result

# METADATA
# description: One pass a region for the resources in it, given as [region, id].
passes(account_id, good, message) := {result.in_region(result.pass(account_id, count(ids), message), region) |
	some region, ids in by_key(good)
}

# METADATA
# description: |
#   The values of each key, for a set of [key, value]. It takes as long as there are pairs; a rule that gathers the
#   values under their keys takes as long as pairs times keys.
by_key(pairs) := {key: values |
	sorted := [pair | some pair in pairs]
	firsts := [i | some i, pair in sorted; not sorted[i - 1][0] == pair[0]]
	ends := array.concat(array.slice(firsts, 1, count(firsts)), [count(sorted)])
	some n, first in firsts
	key := sorted[first][0]
	values := {value | some [_, value] in array.slice(sorted, first, ends[n])}
}

# METADATA
# description: |
#   One value of each key, for a set of [key, value], where any of several will do: the last in order, and so null only
#   where nothing else is known. Rows may tell of one thing twice, and an object takes one value for each key.
known(pairs) := {key: value |
	sorted := [pair | some pair in pairs]
	some i, [key, value] in sorted
	not sorted[i + 1][0] == key
}
