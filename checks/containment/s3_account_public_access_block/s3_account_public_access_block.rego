# METADATA
# title: Accounts block public access to all their buckets
# description: The account's own public access block has all four settings on, so that no bucket can be public whatever its policy and ACLs say.
# related_resources:
#   - ref: https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html
# schemas:
#   - input: schema.checks.containment.s3_account_public_access_block
# custom:
#   severity: high
#   scope: account
#   inventory: [s3_account_settings]
#   requirements: [CNT-23]
#   risk: A bucket that somebody opens is public until it is found; closing all at once in the middle of an incident breaks what relied on it.
#   fix: Switch on the account's public access block, after moving what must be public behind CloudFront.
package checks.containment.s3_account_public_access_block

import future.keywords.not

import data.checks.lib.result

findings contains result.pass(input.account.id, 1, "blocks public access to all its buckets") if {
	count(input.tables.s3_account_settings) > 0
	count(_off) == 0
}

findings contains result.with_evidence(result.fail(input.account.id, message), {"off": _off}) if {
	count(input.tables.s3_account_settings) > 0
	count(_off) > 0
	message := sprintf("lets buckets be public, since %s is off for the account", [concat(", ", _off)])
}

# The table has one row even where nothing is set.
findings contains result.unknown(input.account.id, "can't be judged, since its public access block gave no answer") if {
	count(input.tables.s3_account_settings) == 0
}

_off := {"block_public_acls", "block_public_policy", "ignore_public_acls", "restrict_public_buckets"} - _on

_on contains "block_public_acls" if {
	some settings in input.tables.s3_account_settings
	settings.block_public_acls == true
}

_on contains "block_public_policy" if {
	some settings in input.tables.s3_account_settings
	settings.block_public_policy == true
}

_on contains "ignore_public_acls" if {
	some settings in input.tables.s3_account_settings
	settings.ignore_public_acls == true
}

_on contains "restrict_public_buckets" if {
	some settings in input.tables.s3_account_settings
	settings.restrict_public_buckets == true
}
