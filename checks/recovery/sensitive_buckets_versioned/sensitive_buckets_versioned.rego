# METADATA
# title: S3 buckets with sensitive data keep old versions of their objects
# description: Every bucket whose data tag, its account's, a rule of the configuration or Macie calls its data sensitive has versioning switched on.
# related_resources:
#   - ref: https://docs.aws.amazon.com/AmazonS3/latest/userguide/Versioning.html
# schemas:
#   - input: schema.checks.recovery.sensitive_buckets_versioned
# custom:
#   severity: high
#   scope: account
#   inventory: [s3_buckets, s3_bucket_tags, s3_bucket_versioning, macie2_buckets]
#   partial: self
#   requirements: [CNT-26]
#   risk: Objects that an attacker overwrites or deletes are gone, and the ransom note is all that is left.
#   fix: Switch versioning on for the bucket, with a lifecycle rule for old versions.
package checks.recovery.sensitive_buckets_versioned

import future.keywords.not

import data.checks.lib.buckets
import data.checks.lib.result
import data.checks.lib.tags
import data.checks.lib.tally

findings contains result.unknown(input.account.id, tags.no_classes) if not _is_configured

findings contains result.unknown(input.account.id, message) if {
	_is_configured
	count(_unread) > 0
	message := sprintf("could not be asked for %s", [concat(", ", _unread)])
}

findings contains result.not_applicable(input.account.id, "has no bucket whose data is known as sensitive") if {
	_is_configured
	count(_sensitive) == 0
	count(_unread) == 0
}

findings contains result.with_evidence(result.fail(_arn(name), message), {"data": known.class, "source": known.source}) if {
	count(_unread) == 0
	some name, known in _sensitive
	false in _versioning[name]
	message := sprintf("holds data that %s calls '%s', and keeps no old versions of its objects", [tags.source_words[known.source], known.class])
}

findings contains result.unknown(_arn(name), "holds sensitive data and does not tell whether it keeps old versions") if {
	count(_unread) == 0
	some name, _ in _sensitive
	said := object.get(_versioning, name, {null})
	not false in said
	said != {true}
}

findings contains result.pass(input.account.id, count(good), "buckets with sensitive data keep old versions") if {
	_is_configured
	good := {name | some name, _ in _sensitive; _versioning[name] == {true}}
	count(good) > 0
	count(_unread) == 0
}

_is_configured if tags.classes_are_configured(input.expectations)

# Where Macie can't be read, it says nothing.
_unread := {table |
	some table, gaps in input.unreadable
	table != "macie2_buckets"
	count(gaps) > 0
}

_sensitive := {name: known |
	some name, known in buckets.classes
	is_string(name)
	tags.is_sensitive_class(known.class)
}

_versioning := tally.by_key({[bucket.name, bucket.versioning_enabled] |
	some bucket in input.tables.s3_bucket_versioning
	is_string(bucket.name)
})

_arns := tally.known({[bucket.name, bucket.arn] | some bucket in input.tables.s3_buckets; is_string(bucket.name)})

_arn(name) := object.get(_arns, name, name)
