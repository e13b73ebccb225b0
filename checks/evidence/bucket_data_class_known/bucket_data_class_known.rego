# METADATA
# title: The data class of every bucket is known
# description: The tags of every bucket, those of its account, a rule of the configuration or Macie say how sensitive its data is. Buckets of which nothing says so are counted.
# related_resources:
#   - ref: https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-tagging.html
# schemas:
#   - input: schema.checks.evidence.bucket_data_class_known
# custom:
#   severity: high
#   scope: account
#   inventory: [s3_bucket_tags, macie2_buckets]
#   partial: self
#   requirements: [DB-06]
#   risk: After a theft nobody can say whether personal data is gone.
#   fix: Tag the buckets with their data class, or write rules for their names.
#   frameworks:
#     cis-aws-5.0: ["2.1.3"]
#     nist-800-61r3: [ID.AM-07]
package checks.evidence.bucket_data_class_known

import future.keywords.not

import data.checks.lib.buckets
import data.checks.lib.result
import data.checks.lib.tags

findings contains result.unknown(input.account.id, tags.no_classes) if not _is_configured

findings contains result.unknown(input.account.id, "could not be asked for the tags of its buckets") if {
	_is_configured
	_is_unread
}

findings contains result.not_applicable(input.account.id, "has no bucket") if {
	_is_configured
	not _is_unread
	count(input.tables.s3_bucket_tags) == 0
}

findings contains result.with_evidence(result.fail(input.account.id, message), evidence) if {
	_is_configured
	not _is_unread
	count(_unclassified) > 0
	message := sprintf("has %d of %d buckets whose data class nobody knows", [count(_unclassified), count({bucket.name | some bucket in input.tables.s3_bucket_tags})])
	evidence := {"buckets": _examples, "unclassified": count(_unclassified), "classified_by": _classified_by}
}

findings contains result.with_evidence(result.pass(input.account.id, count(_sources), message), {"classified_by": _classified_by}) if {
	_is_configured
	not _is_unread
	count(_sources) > 0
	count(_unclassified) == 0
	message := "buckets have a known data class"
}

_is_configured if tags.classes_are_configured(input.expectations)

# Where Macie can't be read, it says nothing.
_is_unread if count(input.unreadable.s3_bucket_tags) > 0

# What tells the class of each bucket that has one; Macie where nothing else does.
_sources := {name: known.source | some name, known in buckets.classes}

_classified_by := {source: count([name | some name, other in _sources; other == source]) |
	some source in {"tag", "account", "rule", "macie"}
}

_unclassified contains bucket.name if {
	some bucket in input.tables.s3_bucket_tags
	not _sources[bucket.name]
}

_examples := array.slice(sort(_unclassified), 0, 10)
