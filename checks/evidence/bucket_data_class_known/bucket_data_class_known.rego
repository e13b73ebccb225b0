# METADATA
# title: The data class of every bucket is known
# description: Every bucket carries one of the configured tags that say how sensitive its data is. Buckets without one are counted.
# related_resources:
#   - ref: https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-tagging.html
# schemas:
#   - input: schema.checks.evidence.bucket_data_class_known
# custom:
#   severity: high
#   scope: account
#   inventory: [s3_bucket_tags]
#   requirements: [DB-06]
#   risk: After a theft nobody can say whether personal data is gone.
#   fix: Tag the buckets with their data class.
#   frameworks:
#     cis-aws-5.0: ["2.1.3"]
#     nist-800-61r3: [ID.AM-07]
package checks.evidence.bucket_data_class_known

import future.keywords.not

import data.checks.lib.result

findings contains result.unknown(input.account.id, message) if {
	count(_keys) == 0
	message := "cannot be judged, since no 'expectations.required-tags.data' is configured"
}

findings contains result.not_applicable(input.account.id, "has no bucket") if {
	count(_keys) > 0
	count(input.tables.s3_bucket_tags) == 0
}

findings contains result.with_evidence(result.fail(input.account.id, message), {"buckets": _examples, "unclassified": count(_unclassified)}) if {
	count(_keys) > 0
	count(_unclassified) > 0
	message := sprintf("has %d of %d buckets whose data class nobody knows", [count(_unclassified), count(input.tables.s3_bucket_tags)])
}

findings contains result.pass(input.account.id, count(_classified), "buckets say how sensitive their data is") if {
	count(_classified) > 0
	count(_unclassified) == 0
}

_keys := object.get(object.get(input.expectations, "required-tags", {}), "data", []) if is_object(input.expectations["required-tags"])

_keys := [] if not is_object(input.expectations["required-tags"])

_classified contains bucket.name if {
	some bucket in input.tables.s3_bucket_tags
	some key in _keys
	is_string(bucket.tags[key])
	trim_space(bucket.tags[key]) != ""
}

_unclassified contains bucket.name if {
	some bucket in input.tables.s3_bucket_tags
	not bucket.name in _classified
}

_examples := array.slice(sort(_unclassified), 0, 10)
