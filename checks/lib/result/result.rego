# METADATA
# description: The only way a check says something.
package checks.lib.result

# METADATA
# description: So many were seen and are good; said once for an account or a region.
pass(resource, seen, message) := {"resource": resource, "verdict": "pass", "seen": seen, "message": message}

# METADATA
# description: A fact was read and is bad, or was read completely and is absent.
fail(resource, message) := {"resource": resource, "verdict": "fail", "message": message}

# METADATA
# description: It can't be decided, though every table was read.
unknown(resource, message) := {"resource": resource, "verdict": "unknown", "message": message}

# METADATA
# description: The question does not arise here.
not_applicable(resource, message) := {"resource": resource, "verdict": "not-applicable", "message": message}

# METADATA
# description: The same finding, said about one region.
in_region(finding, region) := object.union(finding, {"region": region})

# METADATA
# description: The same finding, with the facts it rests on.
with_evidence(finding, evidence) := object.union(finding, {"evidence": evidence})

# METADATA
# description: The same unknown, with a reason of the report's vocabulary (such as "needs-attestation").
with_reason(finding, reason) := object.union(finding, {"reason": reason})
