# METADATA
# title: Keys that encrypt trails can be used
# description: Every KMS key of the account that a trail, the organization's included, encrypts its log files with exists, is enabled and is not going to be deleted. Judged where the key is.
# related_resources:
#   - ref: https://docs.aws.amazon.com/awscloudtrail/latest/userguide/encrypting-cloudtrail-log-files-with-aws-kms.html
# schemas:
#   - input: schema.checks.logging.trail_key_enabled
# custom:
#   severity: medium
#   scope: account
#   inventory: [cloudtrail_trails, cloudtrail_organization_trails, kms_keys]
#   partial: region
#   requirements: [CT-12]
#   risk: Without its key the log of the past can't be read, and the trail writes nothing more.
#   fix: Enable the key, or cancel its deletion.
package checks.logging.trail_key_enabled

import future.keywords.not

import data.checks.lib.arn
import data.checks.lib.result
import data.checks.lib.tally

findings contains result.not_applicable(input.account.id, "holds no key that a trail encrypts with") if count(_named) == 0

findings contains finding if {
	some key_arn in _broken
	message := sprintf("encrypts a trail and is %v", [object.get(_states, key_arn, "not among the keys of the account")])
	finding := result.in_region(result.fail(key_arn, message), arn.parse(key_arn).region)
}

findings contains finding if some finding in tally.passes(input.account.id, _good, "keys that encrypt trails can be used")

_broken := _named - _usable

_good := {[arn.parse(key_arn).region, key_arn] | some key_arn in (_named & _usable)}

# Only ARNs tell whose a key is; AWS gives ARNs here.
_named contains trail.kms_key_id if {
	some trail in input.tables.cloudtrail_trails
	arn.account(trail.kms_key_id) == input.account.id
}

_named contains trail.kms_key_id if {
	some trail in input.organization.tables.cloudtrail_organization_trails
	arn.account(trail.kms_key_id) == input.account.id
}

_states := tally.known({[key.arn, state] |
	some key in input.tables.kms_keys
	is_string(key.arn)
	state := sprintf("%v", [key.key_state])
})

_usable contains key.arn if {
	some key in input.tables.kms_keys
	key.key_state == "Enabled"
	key.enabled == true
}
