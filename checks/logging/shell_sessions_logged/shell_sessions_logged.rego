# METADATA
# title: Sessions and files of hosts are logged away from them
# description: Session Manager writes what is typed to a bucket or log group, and agents send the minimum set of files of each platform.
# related_resources:
#   - ref: https://docs.aws.amazon.com/systems-manager/latest/userguide/session-manager-logging.html
# schemas:
#   - input: schema.checks.logging.shell_sessions_logged
# custom:
#   severity: medium
#   scope: organization
#   inventory: []
#   requirements: [EC2L-04, EC2L-02]
#   risk: That somebody opened a shell is known, and nothing of what was done in it.
#   fix: Set a bucket or log group in the preferences of Session Manager, roll out the agent's configuration, and attest both.
#   frameworks:
#     aws-well-architected: [SEC04-BP01]
#     nist-800-61r3: [PR.PS-04]
package checks.logging.shell_sessions_logged

import future.keywords.not

import data.checks.lib.result

findings contains result.with_reason(result.unknown(input.organization.id, message), "needs-attestation") if {
	message := "needs somebody to attest that shell sessions and the files of hosts are logged away from them"
}
