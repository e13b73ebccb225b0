# METADATA
# description: Which security groups are kept for isolating hosts. Only their names tell, since rules may come and go.
package checks.lib.quarantine

# METADATA
# description: The name says that hosts are isolated with it.
is_named(name) if {
	is_string(name)
	regex.match(`(?i)quarantin|isolat|untrack`, name)
}
