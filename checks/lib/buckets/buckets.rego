# METADATA
# description: Buckets as several checks see them. Each rule is evaluated once a request, however many checks ask.
package checks.lib.buckets

import data.checks.lib.tags
import data.checks.lib.tally

# METADATA
# description: |
#   What the data of each bucket is, by its name, and what says so; Macie counts where nothing else tells. A bucket of which
#   nobody knows is not there; of one that is told twice the sensitive class counts. A check that uses it declares s3_bucket_tags and macie2_buckets.
classes := object.union(_scored, _told)

_scored := {bucket.name: _scores[bucket.name] | some bucket in input.tables.s3_bucket_tags}

_scores := {bucket.bucket_name: class |
	some bucket in input.tables.macie2_buckets
	is_string(bucket.bucket_name)
	class := tags.scored(bucket.sensitivity_score)
}

_told := tally.known({[name, class] |
	some name, classes in _said
	some class in _strictest(classes)
})

_said := tally.by_key({[bucket.name, class] |
	some bucket in input.tables.s3_bucket_tags
	class := tags.data_class(bucket.tags, _account_tags, input.account.id, bucket.name, input.expectations)
})

_strictest(classes) := sensitive if {
	sensitive := {known | some known in classes; tags.is_sensitive_class(known.class)}
	count(sensitive) > 0
} else := classes

_account_tags := object.get(input.account, "tags", null)
