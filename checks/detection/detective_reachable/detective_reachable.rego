# METADATA
# title: Analysts get from an event in the SIEM to Detective
# description: Events in the SIEM link to Detective by account, address, role, user, instance and finding, and analysts may read there; or the company does without Detective.
# related_resources:
#   - ref: https://docs.aws.amazon.com/detective/latest/userguide/navigate-to-profile.html
# schemas:
#   - input: schema.checks.detection.detective_reachable
# custom:
#   severity: low
#   scope: organization
#   inventory: []
#   requirements: [TOOL-06]
#   risk: A tool that is paid for is not used when it matters.
#   fix: Add links to Detective to the views of the SIEM, let analysts read, and attest it.
package checks.detection.detective_reachable

import future.keywords.not

import data.checks.lib.result

findings contains result.with_reason(result.unknown(input.organization.id, message), "needs-attestation") if {
	message := "needs somebody to attest that analysts get from the SIEM to Detective"
}
