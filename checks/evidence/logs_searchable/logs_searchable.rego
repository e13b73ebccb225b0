# METADATA
# title: Flow logs and data events can be searched by responders
# description: For flow logs and data events that are kept in buckets only, tables or event data stores exist which responders may search, and a search was tried.
# related_resources:
#   - ref: https://docs.aws.amazon.com/vpc/latest/userguide/flow-logs-athena.html
# schemas:
#   - input: schema.checks.evidence.logs_searchable
# custom:
#   severity: medium
#   scope: organization
#   inventory: []
#   requirements: [VPC-08, SIEM-11]
#   risk: The logs are there, and the first day of the incident goes into learning to read them.
#   fix: Make tables for the logs in Athena, let responders query them, try it, and attest it.
#   frameworks:
#     nist-800-61r3: [RS.AN-03]
package checks.evidence.logs_searchable

import future.keywords.not

import data.checks.lib.result

findings contains result.with_reason(result.unknown(input.organization.id, message), "needs-attestation") if {
	message := "needs somebody to attest that responders can search flow logs and data events"
}
