# METADATA
# title: S3 buckets say by a tag what data they hold
# description: Every bucket carries one of the tags that are configured for the class of its data, with a value. Buckets without one are counted. What Macie found is not looked at.
# related_resources:
#   - ref: https://docs.aws.amazon.com/AmazonS3/latest/userguide/CostAllocTagging.html
#   - ref: https://docs.aws.amazon.com/whitepapers/latest/data-classification/data-classification.html
# schemas:
#   - input: schema.checks.evidence.s3_data_classified
# custom:
#   severity: high
#   scope: account
#   inventory: [s3_buckets, s3_bucket_tags]
#   requirements: [DB-06]
#   risk: In a breach the first question is whose data it was. Somebody must then look into thousands of buckets before anybody can be told.
#   fix: Tag the bucket with the class of its data.
package checks.evidence.s3_data_classified

import future.keywords.not

import data.checks.lib.result
import data.checks.lib.tags

findings contains result.unknown(input.account.id, "can't be judged, since no 'expectations.required-tags.data' is configured") if {
	not _tag_keys
}

findings contains result.not_applicable(input.account.id, "has no bucket") if {
	_tag_keys
	count(input.tables.s3_buckets) == 0
}

findings contains result.pass(input.account.id, count(_classified), message) if {
	count(_classified) > 0
	message := sprintf("of %d buckets say what data they hold", [count(input.tables.s3_buckets)])
}

findings contains result.with_evidence(result.fail(bucket.arn, message), {"wanted_tags": _tag_keys}) if {
	some bucket in input.tables.s3_buckets
	not bucket.name in _classified
	message := sprintf("has no tag that says what data it holds, such as '%s'", [_tag_keys[0]])
}

_tag_keys := keys if {
	keys := input.expectations["required-tags"].data
	count(keys) > 0
}

_classified contains bucket.name if {
	some bucket in input.tables.s3_bucket_tags
	tags.has(bucket.tags, _tag_keys)
}
