# METADATA
# title: Inspector is switched on for accounts that join
# description: In every enabled region of the security account Inspector enables scans of instances, container images and functions for accounts that join the organization, and its limit of accounts is not reached.
# related_resources:
#   - ref: https://docs.aws.amazon.com/inspector/latest/user/adding-member-accounts.html
# schemas:
#   - input: schema.checks.detection.inspector_auto_enable
# custom:
#   severity: low
#   scope: account
#   inventory: [inspector2_organization_configuration]
#   partial: region
#   requirements: [TOOL-11]
#   risk: The hole by which an intruder came in is not on any list.
#   fix: Activate scanning for new member accounts in the delegated administrator of Inspector, in each region.
package checks.detection.inspector_auto_enable

import future.keywords.not

import data.checks.lib.result

findings contains result.unknown(input.account.id, "can't be judged, since no 'expectations.security-account' is configured") if {
	not _security
}

findings contains result.not_applicable(input.account.id, message) if {
	_security != input.account.id
	message := sprintf("leaves that to the security account %s", [_security])
}

findings contains result.unknown(input.account.id, "has no enabled region that is known") if {
	_is_asked
	count(input.account.regions) == 0
}

findings contains result.in_region(result.fail(input.account.id, message), region) if {
	_is_asked
	some region in input.account.regions
	not region in _answered
	message := sprintf("does not administer Inspector for the organization in %s", [region])
}

findings contains finding if {
	_is_asked
	some setting in input.tables.inspector2_organization_configuration
	missing := _missing(setting.ec2_auto_enable, setting.ecr_auto_enable, setting.lambda_auto_enable)
	count(missing) > 0
	message := sprintf("does not switch on Inspector's scans of %s for accounts that join", [concat(", ", missing)])
	finding := result.in_region(result.with_evidence(result.fail(input.account.id, message), {"missing": missing}), setting.region)
}

findings contains result.in_region(result.fail(input.account.id, "has reached Inspector's limit of member accounts"), setting.region) if {
	_is_asked
	some setting in input.tables.inspector2_organization_configuration
	setting.max_account_limit_reached == true
}

findings contains result.in_region(result.pass(input.account.id, 1, "switches Inspector on for accounts that join"), setting.region) if {
	_is_asked
	some setting in input.tables.inspector2_organization_configuration
	count(_missing(setting.ec2_auto_enable, setting.ecr_auto_enable, setting.lambda_auto_enable)) == 0
	not setting.max_account_limit_reached == true
}

_answered contains setting.region if some setting in input.tables.inspector2_organization_configuration

_missing(instances, images, functions) := {kind |
	some kind, is_on in {"instances": instances, "container images": images, "functions": functions}
	not is_on == true
}

_is_asked if _security == input.account.id

_security := account_id if {
	account_id := input.expectations["security-account"]
	is_string(account_id)
}
