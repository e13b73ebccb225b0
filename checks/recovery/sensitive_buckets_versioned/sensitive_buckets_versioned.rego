# METADATA
# title: S3 buckets with sensitive data keep old versions of their objects
# description: Every bucket whose data tag calls its data sensitive has versioning switched on.
# related_resources:
#   - ref: https://docs.aws.amazon.com/AmazonS3/latest/userguide/Versioning.html
# schemas:
#   - input: schema.checks.recovery.sensitive_buckets_versioned
# custom:
#   severity: high
#   scope: account
#   inventory: [s3_buckets, s3_bucket_tags, s3_bucket_versioning]
#   requirements: [CNT-26]
#   risk: Objects that an attacker overwrites or deletes are gone, and the ransom note is all that is left.
#   fix: Switch versioning on for the bucket, with a lifecycle rule for old versions.
package checks.recovery.sensitive_buckets_versioned

import future.keywords.not

import data.checks.lib.result
import data.checks.lib.tags

findings contains result.unknown(input.account.id, "can't be judged, since no 'expectations.required-tags.data' is configured") if not _keys

findings contains result.not_applicable(input.account.id, "has no bucket whose tags call its data sensitive") if {
	_keys
	count(_sensitive) == 0
}

findings contains result.fail(_arn(name), "holds sensitive data and keeps no old versions of its objects") if {
	some name in _sensitive
	_versioning[name] == false
}

findings contains result.unknown(_arn(name), "holds sensitive data and does not tell whether it keeps old versions") if {
	some name in _sensitive
	not is_boolean(object.get(_versioning, name, null))
}

findings contains result.pass(input.account.id, count(good), "buckets with sensitive data keep old versions") if {
	good := {name | some name in _sensitive; _versioning[name] == true}
	count(good) > 0
}

_keys := keys if {
	keys := input.expectations["required-tags"].data
	count(keys) > 0
}

_sensitive contains bucket.name if {
	some bucket in input.tables.s3_bucket_tags
	is_string(bucket.name)
	tags.is_sensitive(bucket.tags, _keys)
}

_versioning := {bucket.name: bucket.versioning_enabled | some bucket in input.tables.s3_bucket_versioning; is_string(bucket.name)}

_arns := {bucket.name: bucket.arn | some bucket in input.tables.s3_buckets; is_string(bucket.name)}

_arn(name) := object.get(_arns, name, name)
