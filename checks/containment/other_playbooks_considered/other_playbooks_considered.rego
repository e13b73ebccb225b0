# METADATA
# title: Further playbooks were considered
# description: It was decided for which further incidents a playbook is needed, that is forensics of hosts and clusters, ransom of hosts and databases, mining, leaked code, changed networks, denial of service, mail and machine learning services.
# related_resources:
#   - ref: https://docs.aws.amazon.com/security-ir/latest/userguide/preparation.html
# schemas:
#   - input: schema.checks.containment.other_playbooks_considered
# custom:
#   severity: low
#   scope: organization
#   inventory: []
#   requirements: [PLB-02]
#   risk: The incident is one that nobody thought of, in a service that everybody uses.
#   fix: Go through the list with the services in use, decide for each, and attest it.
#   frameworks:
#     aws-well-architected: [SEC10-BP04]
#     nist-800-61r3: [ID.IM-04]
package checks.containment.other_playbooks_considered

import future.keywords.not

import data.checks.lib.result

findings contains result.with_reason(result.unknown(input.organization.id, message), "needs-attestation") if {
	message := "needs somebody to attest that further playbooks were considered"
}
