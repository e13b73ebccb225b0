# METADATA
# title: Root user has no access keys
# description: IAM counts no access key of the account's root user.
# related_resources:
#   - ref: https://docs.aws.amazon.com/IAM/latest/UserGuide/root-user-best-practices.html
# schemas:
#   - input: schema.checks.access.root_access_keys_absent
# custom:
#   severity: critical
#   scope: account
#   inventory: [iam_account_summary]
#   requirements: [ACC-10]
#   risk: A leaked key of the root user is not bound by any policy of the account, and the responder role can't disable it.
#   fix: Sign in as root and delete its access keys, or let the management account delete root credentials centrally.
#   frameworks:
#     cis-aws-5.0: ["1.3"]
#     nist-800-61r3: [PR.AA-01]
package checks.access.root_access_keys_absent

import future.keywords.not

import data.checks.lib.result

findings contains result.unknown(input.account.id, "has no numbers from IAM to judge by") if {
	count(input.tables.iam_account_summary) == 0
}

findings contains result.unknown(input.account.id, "does not tell whether its root user has access keys") if {
	some summary in input.tables.iam_account_summary
	not is_number(summary.account_access_keys_present)
}

findings contains result.with_evidence(result.fail(input.account.id, "has access keys of its root user"), evidence) if {
	some summary in input.tables.iam_account_summary
	summary.account_access_keys_present > 0
	evidence := {"account_access_keys_present": summary.account_access_keys_present}
}

findings contains result.pass(input.account.id, 1, "has no access key of its root user") if {
	some summary in input.tables.iam_account_summary
	summary.account_access_keys_present == 0
}
