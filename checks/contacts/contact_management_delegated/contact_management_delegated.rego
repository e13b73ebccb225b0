# METADATA
# title: Account management is trusted and delegated
# description: Trusted access is on for account.amazonaws.com, and a member account is its delegated administrator, so that contacts can be read and set for all accounts without working in the management account.
# related_resources:
#   - ref: https://docs.aws.amazon.com/accounts/latest/reference/using-orgs-trusted-access.html
#   - ref: https://docs.aws.amazon.com/accounts/latest/reference/using-orgs-delegated-admin.html
# schemas:
#   - input: schema.checks.contacts.contact_management_delegated
# custom:
#   severity: medium
#   scope: organization
#   inventory: [organizations_trusted_access, organizations_delegated_services, organizations_root]
#   requirements: [SEC-09]
#   risk: Contacts can only be repaired account by account, or by somebody who logs in to the management account.
#   fix: Enable trusted access for account.amazonaws.com and register the security account as its delegated administrator.
package checks.contacts.contact_management_delegated

import future.keywords.not

import data.checks.lib.arn
import data.checks.lib.contacts
import data.checks.lib.result

findings contains result.not_applicable(input.organization.id, "is in a partition without alternate contacts") if {
	not _asked
}

findings contains result.fail(input.organization.id, "has no trusted access for account.amazonaws.com") if {
	_asked
	not _service in _trusted
}

findings contains result.fail(input.organization.id, "has no delegated administrator for account.amazonaws.com") if {
	_asked
	_service in _trusted
	count(_delegates) == 0
}

findings contains result.pass(input.organization.id, count(_delegates), message) if {
	_asked
	_service in _trusted
	count(_delegates) > 0
	message := sprintf("has account management delegated to %s", [concat(", ", sort(_delegates))])
}

_service := "account.amazonaws.com"

_asked if count(_partitions & contacts.partitions_without) == 0

_partitions contains arn.partition(root.arn) if some root in input.organization.tables.organizations_root

_trusted contains access.service_principal if {
	some access in input.organization.tables.organizations_trusted_access
}

_delegates contains delegation.delegated_account_id if {
	some delegation in input.organization.tables.organizations_delegated_services
	delegation.service_principal == _service
}
