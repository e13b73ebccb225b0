# METADATA
# title: Security Hub is on in every region
# description: Security Hub is on in every enabled region of the account. Standards are not asked for, since findings of other services arrive without them.
# related_resources:
#   - ref: https://docs.aws.amazon.com/securityhub/latest/userguide/securityhub-settingup.html
# schemas:
#   - input: schema.checks.detection.security_hub_enabled
# custom:
#   severity: medium
#   scope: account
#   inventory: [securityhub_hubs]
#   partial: region
#   requirements: [TOOL-04]
#   risk: Findings of a region are gathered nowhere, and responders have to look into each service by itself.
#   fix: Enable Security Hub for all accounts and regions by central configuration in the delegated administrator.
#   frameworks:
#     cis-aws-5.0: ["4.16"]
package checks.detection.security_hub_enabled

import future.keywords.not

import data.checks.lib.result

findings contains result.unknown(input.account.id, "has no enabled region that is known") if count(input.account.regions) == 0

findings contains result.in_region(result.fail(input.account.id, message), region) if {
	some region in input.account.regions
	not region in _on
	message := sprintf("has no Security Hub in %s", [region])
}

findings contains result.in_region(result.pass(input.account.id, 1, "has Security Hub on"), region) if {
	some region in input.account.regions
	region in _on
}

_on contains hub.region if {
	some hub in input.tables.securityhub_hubs
	is_string(hub.hub_arn)
	is_string(hub.subscribed_at)
}
