# METADATA
# title: Services in use have trusted access to the organization
# description: Trusted access is on for account.amazonaws.com (where accounts have contacts) and for each service that has a delegated administrator.
# related_resources:
#   - ref: https://docs.aws.amazon.com/organizations/latest/userguide/orgs_integrate_services.html
# schemas:
#   - input: schema.checks.access.trusted_access_enabled
# custom:
#   severity: high
#   scope: organization
#   inventory: [organizations_trusted_access, organizations_delegated_services, organizations_root]
#   requirements: [ACC-08]
#   risk: A delegated administrator without trusted access can do nothing in the member accounts, and contacts can't be set from outside.
#   fix: Enable trusted access for the service in AWS Organizations.
package checks.access.trusted_access_enabled

import future.keywords.not

import data.checks.lib.arn
import data.checks.lib.contacts
import data.checks.lib.result

findings contains result.fail(service, "has no trusted access to the organization") if {
	some service in (_wanted - _trusted)
}

findings contains result.pass(input.organization.id, count(_wanted), "has trusted access for the services in use") if {
	count(_wanted) > 0
	count(_wanted - _trusted) == 0
}

findings contains result.not_applicable(input.organization.id, "uses no service that needs trusted access") if {
	count(_wanted) == 0
}

_wanted contains "account.amazonaws.com" if count(_partitions & contacts.partitions_without) == 0

_wanted contains delegation.service_principal if {
	some delegation in input.organization.tables.organizations_delegated_services
}

_partitions contains arn.partition(root.arn) if some root in input.organization.tables.organizations_root

_trusted contains access.service_principal if {
	some access in input.organization.tables.organizations_trusted_access
}
