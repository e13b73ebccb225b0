# METADATA
# title: Security account exists, is active and is not the management account
# description: The configured security account is a member of the organization in state ACTIVE and another account than the management account. What runs in it, another check looks at.
# related_resources:
#   - ref: https://docs.aws.amazon.com/prescriptive-guidance/latest/security-reference-architecture/security-tooling.html
# schemas:
#   - input: schema.checks.access.security_account_dedicated
# custom:
#   severity: critical
#   scope: organization
#   inventory: [organizations_accounts]
#   requirements: [ACC-01]
#   risk: Responders work from an account that the attacker may hold, or that no policy of the organization can restrain.
#   fix: Create an account for security tooling in an OU of its own and name it in the configuration.
#   frameworks:
#     aws-sir: [develop-and-implement-an-aws-account-structure]
package checks.access.security_account_dedicated

import future.keywords.not

import data.checks.lib.result

findings contains result.unknown(input.organization.id, message) if {
	not _security
	message := "can't be judged, since no 'expectations.security-account' is configured"
}

findings contains result.fail(_security, "is configured as security account but is no account of the organization") if {
	not _security in _ids
}

findings contains result.with_evidence(result.fail(_security, message), {"state": account.state}) if {
	some account in input.organization.tables.organizations_accounts
	account.id == _security
	is_string(account.state)
	account.state != "ACTIVE"
	message := sprintf("is the security account and in state %v", [account.state])
}

findings contains result.unknown(_security, "is the security account and does not tell its state") if {
	some account in input.organization.tables.organizations_accounts
	account.id == _security
	not is_string(account.state)
}

findings contains result.fail(_security, "is the security account and the management account in one") if {
	_security in _ids
	_security == input.organization.management_account_id
}

findings contains result.pass(_security, 1, "is an active security account of its own") if {
	some account in input.organization.tables.organizations_accounts
	account.id == _security
	account.state == "ACTIVE"
	is_string(input.organization.management_account_id)
	_security != input.organization.management_account_id
}

findings contains result.unknown(_security, "can't be compared, since the management account is not known") if {
	_security in _ids
	not is_string(input.organization.management_account_id)
}

_security := id if {
	id := input.expectations["security-account"]
	is_string(id)
}

_ids contains account.id if some account in input.organization.tables.organizations_accounts
