# METADATA
# title: Log archive is an active account of its own
# description: The configured log archive is an active member of the organization, and neither the management account nor the security account.
# related_resources:
#   - ref: https://docs.aws.amazon.com/prescriptive-guidance/latest/security-reference-architecture/log-archive.html
# schemas:
#   - input: schema.checks.access.log_archive_dedicated
# custom:
#   severity: medium
#   scope: organization
#   inventory: [organizations_accounts]
#   requirements: [ACC-02]
#   risk: Whoever takes the account of the security tools, or of the management, can delete the records of it.
#   fix: Create an account for logs alone, move the log buckets there and name it in the configuration.
#   frameworks:
#     aws-sir: [develop-and-implement-an-aws-account-structure]
#     aws-well-architected: [SEC04-BP02]
package checks.access.log_archive_dedicated

import future.keywords.not

import data.checks.lib.result

findings contains result.unknown(input.organization.id, message) if {
	not _archive
	message := "can't be judged, since no 'expectations.log-archive-account' is configured"
}

findings contains result.fail(_archive, "is configured as log archive but is no account of the organization") if {
	not _archive in {account.id | some account in input.organization.tables.organizations_accounts}
}

findings contains result.with_evidence(result.fail(_archive, message), {"state": _state}) if {
	_state != "ACTIVE"
	message := sprintf("is the log archive and in state %s", [_state])
}

findings contains result.unknown(_archive, "is the log archive and does not tell its state") if {
	_archive in {account.id | some account in input.organization.tables.organizations_accounts}
	not _state
}

findings contains result.fail(_archive, "is the log archive and the management account in one") if {
	_archive == input.organization.management_account_id
}

findings contains result.fail(_archive, "is the log archive and the security account in one") if {
	_archive == input.expectations["security-account"]
}

findings contains result.pass(_archive, 1, "is an active log archive of its own") if {
	_state == "ACTIVE"
	is_string(input.organization.management_account_id)
	_archive != input.organization.management_account_id
	_archive != object.get(input.expectations, "security-account", null)
}

findings contains result.unknown(_archive, "can't be compared, since the management account is not known") if {
	_state == "ACTIVE"
	not is_string(input.organization.management_account_id)
}

_archive := id if {
	id := input.expectations["log-archive-account"]
	is_string(id)
}

_state := [account.state |
	some account in input.organization.tables.organizations_accounts
	account.id == _archive
	is_string(account.state)
][0]
