# METADATA
# title: The account blocks public access to all of its buckets
# description: All four settings of the public access block of the account are on.
# related_resources:
#   - ref: https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html
# schemas:
#   - input: schema.checks.containment.account_public_access_block
# custom:
#   severity: high
#   scope: account
#   inventory: [s3_account_settings]
#   requirements: [CNT-23]
#   risk: One wrong policy makes a bucket public, and a responder must find it bucket by bucket.
#   fix: Turn on the public access block of the account.
#   frameworks:
#     cis-aws-5.0: ["2.1.4"]
#     nist-800-61r3: [PR.DS-01]
package checks.containment.account_public_access_block

import future.keywords.not

import data.checks.lib.result

findings contains result.fail(input.account.id, "has no block of public access for its buckets") if {
	count(input.tables.s3_account_settings) == 0
}

findings contains result.with_evidence(result.fail(input.account.id, message), {"off": sort(_off(settings))}) if {
	some settings in input.tables.s3_account_settings
	count(_off(settings)) > 0
	message := sprintf("leaves %d of 4 ways to make a bucket public open", [count(_off(settings))])
}

findings contains result.pass(input.account.id, 1, "blocks public access to all of its buckets") if {
	some settings in input.tables.s3_account_settings
	count(_off(settings)) == 0
}

_off(settings) := {name |
	some name in ["block_public_acls", "block_public_policy", "ignore_public_acls", "restrict_public_buckets"]
	not settings[name] == true
}
