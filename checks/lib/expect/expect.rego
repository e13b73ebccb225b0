# METADATA
# description: What tests say; prints what came instead, so that a failing test explains itself.
package checks.lib.expect

# METADATA
# description: The findings are exactly these [resource, verdict] pairs.
verdicts(findings, wanted) if _pairs(findings) == wanted

verdicts(findings, wanted) if {
	_pairs(findings) != wanted
	print("wanted", wanted, "but got", _pairs(findings))
	false
}

_pairs(findings) := {[finding.resource, finding.verdict] | some finding in findings}
