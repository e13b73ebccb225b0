# METADATA
# title: Way of findings to the SIEM was proven by a test
# description: A sample or canary finding of GuardDuty was seen in the SIEM within the time that responders rely on.
# related_resources:
#   - ref: https://docs.aws.amazon.com/guardduty/latest/ug/sample_findings.html
# schemas:
#   - input: schema.checks.detection.findings_path_proven
# custom:
#   severity: medium
#   scope: organization
#   inventory: []
#   requirements: [GD-15]
#   risk: Every part of the way looks healthy, and nothing arrives.
#   fix: Create sample findings, look for them in the SIEM, and attest the day and the minutes it took.
#   frameworks:
#     nist-800-61r3: [DE.AE-06]
package checks.detection.findings_path_proven

import future.keywords.not

import data.checks.lib.result

findings contains result.with_reason(result.unknown(input.organization.id, message), "needs-attestation") if {
	message := "needs somebody to attest that a test finding arrived in the SIEM"
}
