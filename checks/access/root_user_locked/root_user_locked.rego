# METADATA
# title: Root user has MFA or no password at all
# description: The root user of the account has MFA, or its password was taken away centrally.
# related_resources:
#   - ref: https://docs.aws.amazon.com/IAM/latest/UserGuide/id_root-enable-root-access.html
# schemas:
#   - input: schema.checks.access.root_user_locked
# custom:
#   severity: high
#   scope: account
#   inventory: [iam_account_summary]
#   requirements: [ACC-10]
#   risk: Whoever reads the root mailbox once can take the account, and lock every responder out of it.
#   fix: Register an MFA device for the root user, or remove root credentials of members centrally from the management account.
#   frameworks:
#     cis-aws-5.0: ["1.4"]
#     nist-800-61r3: [PR.AA-03]
package checks.access.root_user_locked

import future.keywords.not

import data.checks.lib.result

findings contains result.unknown(input.account.id, "has no numbers from IAM to judge by") if {
	count(input.tables.iam_account_summary) == 0
}

findings contains result.unknown(input.account.id, "does not tell how its root user signs in") if {
	some summary in input.tables.iam_account_summary
	not _is_locked(summary.account_mfa_enabled, summary.account_password_present)
	not _is_open(summary.account_mfa_enabled, summary.account_password_present)
}

findings contains result.with_evidence(result.fail(input.account.id, message), evidence) if {
	some summary in input.tables.iam_account_summary
	_is_open(summary.account_mfa_enabled, summary.account_password_present)
	message := "has a root user with a password and without MFA"
	evidence := {"account_mfa_enabled": false, "account_password_present": true}
}

findings contains result.pass(input.account.id, 1, "has a root user with MFA or without a password") if {
	some summary in input.tables.iam_account_summary
	_is_locked(summary.account_mfa_enabled, summary.account_password_present)
}

_is_locked(true, _)

_is_locked(mfa, false) if not mfa == true

_is_open(false, true)
