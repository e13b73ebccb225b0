# METADATA
# title: CloudTrail buckets encrypt by default
# description: Every bucket of this account that a trail writes to has a default encryption, with keys of S3 or of KMS.
# related_resources:
#   - ref: https://docs.aws.amazon.com/AmazonS3/latest/userguide/default-bucket-encryption.html
# schemas:
#   - input: schema.checks.logging.trail_bucket_encryption
# custom:
#   severity: high
#   scope: account
#   inventory: [cloudtrail_trails, cloudtrail_organization_trails, s3_buckets, s3_bucket_encryption]
#   partial: region
#   requirements: [CT-11]
#   risk: Log files that are not encrypted can be read by whoever gets at the storage or at a copy.
#   fix: Set a default encryption for the bucket.
#   frameworks:
#     nist-800-61r3: [PR.DS-01]
package checks.logging.trail_bucket_encryption

import future.keywords.not

import data.checks.lib.result
import data.checks.lib.tally

findings contains result.not_applicable(input.account.id, "holds no bucket that a trail writes to") if count(_buckets) == 0

findings contains result.pass(input.account.id, count(_encrypted), "buckets of trails encrypt by default") if count(_encrypted) > 0

findings contains result.with_evidence(result.fail(bucket_arn, "has no default encryption"), {"default_encryption": null}) if {
	some name, bucket_arn in _buckets
	not name in _encrypted
}

_encrypted contains bucket.name if {
	some bucket in input.tables.s3_bucket_encryption
	bucket.name in _destinations
	bucket.name in object.keys(_buckets)
	some rule in bucket.server_side_encryption_configuration.Rules
	rule.ApplyServerSideEncryptionByDefault.SSEAlgorithm in {"AES256", "aws:kms", "aws:kms:dsse"}
}

# The buckets of this account that a trail writes to, ARN by name.
_buckets := tally.known({[bucket.name, bucket.arn] |
	some bucket in input.tables.s3_buckets
	bucket.name in _destinations
})

_destinations contains trail.s3_bucket_name if some trail in input.tables.cloudtrail_trails

_destinations contains trail.s3_bucket_name if some trail in input.organization.tables.cloudtrail_organization_trails
