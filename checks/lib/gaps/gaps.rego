# METADATA
# description: What could not be read, given `input.unreadable`, for checks that reason about it themselves.
package checks.lib.gaps

import future.keywords.not

# METADATA
# description: The regions in which one of these tables could not be read.
regions(unreadable, tables) := {gap.region |
	some table in tables
	some gap in unreadable[table]
	is_string(gap.region)
}

# METADATA
# description: |
#   The same for facts that come from AWS' API and not from Steampipe. There a region that is not covered is one in which
#   AWS does not offer the service, so that nothing is missing.
offered(unreadable, tables) := {gap.region |
	some table in tables
	some gap in unreadable[table]
	is_string(gap.region)
	not gap.reason == "region-not-covered"
}

# METADATA
# description: Those of these tables that could not be read in any region.
wholly(unreadable, tables) := {table |
	some table in tables
	some gap in unreadable[table]
	not is_string(gap.region)
}
