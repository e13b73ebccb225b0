# METADATA
# title: S3 buckets with sensitive data have reads of their objects recorded
# description: Every bucket whose data tag, its account's, a rule of the configuration or Macie says PII, confidential, restricted, sensitive or the like has object reads recorded as data events by a trail that logs now, or by an event data store of CloudTrail Lake, of the account or of the organization. The selectors must cover the whole bucket and reads.
# related_resources:
#   - ref: https://docs.aws.amazon.com/awscloudtrail/latest/userguide/logging-data-events-with-cloudtrail.html
# schemas:
#   - input: schema.checks.evidence.sensitive_bucket_reads_recorded
# custom:
#   severity: high
#   scope: account
#   inventory: [s3_buckets, s3_bucket_tags, macie2_buckets, cloudtrail_trails, cloudtrail_organization_trails, cloudtrail_event_data_stores, cloudtrail_organization_event_data_stores]
#   partial: self
#   requirements: [DB-01, CT-05]
#   risk: After a breach nobody can say which objects were read, so all of them count as stolen.
#   fix: Record S3 data events of the bucket, reads included, with the organization's trail.
#   frameworks:
#     aws-well-architected: [SEC04-BP01]
#     mitre-attack: [DS0010]
#     nist-800-61r3: [PR.PS-04]
package checks.evidence.sensitive_bucket_reads_recorded

import future.keywords.not

import data.checks.lib.buckets
import data.checks.lib.cloudtrail
import data.checks.lib.result
import data.checks.lib.tags

findings contains result.unknown(input.account.id, tags.no_classes) if not _is_configured

findings contains result.pass(input.account.id, count(_safe), message) if {
	_is_configured
	count(_safe) > 0
	message := sprintf("buckets with sensitive data have reads recorded; %s", [_unclassified])
}

findings contains result.not_applicable(input.account.id, message) if {
	_is_configured
	count(_sensitive) == 0
	not _is_unread
	message := sprintf("has no bucket whose data is known as sensitive; %s", [_unclassified])
}

findings contains result.unknown(input.account.id, message) if {
	_is_configured
	count(_sensitive) == 0
	_is_unread
	message := "has no bucket whose data is known as sensitive among those that could be read; some could not"
}

findings contains result.with_evidence(result.fail(bucket.arn, message), evidence) if {
	some bucket in _sensitive
	not bucket in _safe
	count(_open) == 0
	not _is_unread
	message := sprintf("holds data that %s calls '%s', and reads of its objects are not recorded", [tags.source_words[bucket.source], bucket.data])
	evidence := {"data": bucket.data, "source": bucket.source, "region": bucket.region}
}

findings contains result.unknown(bucket.arn, message) if {
	some bucket in _sensitive
	not bucket in _safe
	count(_open) > 0
	message := sprintf("can't be judged, since nobody could tell what %s records", [concat(", ", _open)])
}

findings contains result.unknown(bucket.arn, message) if {
	some bucket in _sensitive
	not bucket in _safe
	count(_open) == 0
	_is_unread
	message := "has no reads recorded by the trails that could be read; some could not"
}

# --- Buckets --------------------------------------------------------------------------------------------------------

_is_configured if tags.classes_are_configured(input.expectations)

_sensitive contains {"arn": bucket.arn, "region": bucket.region, "data": known.class, "source": known.source} if {
	some bucket in input.tables.s3_buckets
	known := buckets.classes[bucket.name]
	tags.is_sensitive_class(known.class)
}

_unclassified := sprintf("of %d of %d buckets nobody knows what they hold", [count(names - known), count(names)]) if {
	names := {bucket.name | some bucket in input.tables.s3_bucket_tags}
	known := {name | some name in names; buckets.classes[name]}
}

_safe contains bucket if {
	some bucket in _sensitive
	some recorder in _recorders
	recorder.region in {"every region", bucket.region}
	cloudtrail.records_object_reads(recorder.classic, recorder.advanced, bucket.arn)
}

# --- Trails and event data stores, each set of selectors once -------------------------------------------------------

_recorders contains recorder if {
	some trail in _trails
	trail.is_logging == true
	recorder := {
		"classic": trail.event_selectors,
		"advanced": trail.advanced_event_selectors,
		"region": _reach(trail.is_multi_region_trail, trail.home_region),
	}
}

_recorders contains recorder if {
	some store in _stores
	store.status == "ENABLED"
	recorder := {
		"classic": null,
		"advanced": store.advanced_event_selectors,
		"region": _reach(store.multi_region_enabled, store.region),
	}
}

_reach(true, _) := "every region"

_reach(everywhere, region) := region if not everywhere == true

_stores contains store if some store in input.tables.cloudtrail_event_data_stores

_stores contains store if some store in input.organization.tables.cloudtrail_organization_event_data_stores

# A member sees the organization's store as well; what its owner sees of it counts.
_open contains store.arn if {
	some store in _stores
	not store.arn in _read_stores
}

_read_stores contains store.arn if {
	some store in _stores
	is_string(store.status)
	is_array(store.advanced_event_selectors)
}

_read_stores contains store.arn if {
	some store in _stores
	is_string(store.status)
	store.status != "ENABLED"
}

_open contains trail.arn if {
	some trail in _trails
	trail.is_logging == true
	not cloudtrail.management_gaps(
		trail.has_custom_event_selectors,
		trail.event_selectors,
		trail.advanced_event_selectors,
	)
}

# The trails that record the account, each once: its own as it sees them, the organization's as the management account does.
_trails contains trail if {
	some trail in input.tables.cloudtrail_trails
	[trail.arn, trail.region] in _own
}

_trails contains trail if {
	some trail in input.organization.tables.cloudtrail_organization_trails
	not trail.arn in {trail_arn | some [trail_arn, _] in _own}
}

_own := cloudtrail.own(_places, input.account.id)

_places contains [trail.arn, trail.region, trail.home_region] if some trail in input.tables.cloudtrail_trails

# Trails of which nobody can tell whether they log: the organization's, when the management account does not show them.
_open contains trail.arn if {
	some trail in input.tables.cloudtrail_trails
	not trail.arn in _known
}

_open contains trail.arn if {
	some trail in _trails
	not is_boolean(trail.is_logging)
}

_known contains trail.arn if some trail in _trails

# Macie is off in many places, and then says nothing.
_is_unread if {
	some table, gaps in input.unreadable
	table != "macie2_buckets"
	count(gaps) > 0
}
