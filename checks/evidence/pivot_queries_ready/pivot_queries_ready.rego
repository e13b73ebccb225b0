# METADATA
# title: Queries from an event to all that follows are ready
# description: For the three ways that start from a resource, an identity or an address, queries are ready that lead from one event to who made it and what else was done.
# related_resources:
#   - ref: https://docs.aws.amazon.com/security-ir/latest/userguide/preparation.html
# schemas:
#   - input: schema.checks.evidence.pivot_queries_ready
# custom:
#   severity: medium
#   scope: organization
#   inventory: []
#   requirements: [PLB-06, SIEM-12]
#   risk: Each responder writes the same queries again, and finds different things.
#   fix: Run the saved queries once on yesterday's events, correct them, and attest it.
#   frameworks:
#     nist-800-61r3: [RS.AN-03]
package checks.evidence.pivot_queries_ready

import future.keywords.not

import data.checks.lib.result

findings contains result.with_reason(result.unknown(input.organization.id, message), "needs-attestation") if {
	message := "needs somebody to attest that its queries were run"
}
