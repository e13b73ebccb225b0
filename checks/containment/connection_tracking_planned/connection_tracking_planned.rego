# METADATA
# title: Runbook ends tracked connections before it isolates
# description: The runbook or automation for isolating a host first swaps in a group that untracks connections, waits until idle ones are gone, and then isolates; where connections are always tracked, it uses another way.
# related_resources:
#   - ref: https://docs.aws.amazon.com/security-ir/latest/userguide/preparation.html
# schemas:
#   - input: schema.checks.containment.connection_tracking_planned
# custom:
#   severity: high
#   scope: organization
#   inventory: []
#   requirements: [CNT-03]
#   risk: The host is isolated on paper, and the open connection of the attacker lives on for days.
#   fix: Write the steps into the runbook, try them on a host with an open connection, and attest it.
#   frameworks:
#     aws-sir: [source-containment]
#     nist-800-61r3: [RS.MI-01]
package checks.containment.connection_tracking_planned

import future.keywords.not

import data.checks.lib.result

findings contains result.with_reason(result.unknown(input.organization.id, message), "needs-attestation") if {
	message := "needs somebody to attest that isolation ends tracked connections"
}
