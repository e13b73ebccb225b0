# METADATA
# title: Trusted IP lists of GuardDuty stand in own buckets and have an owner
# description: Every trusted IP list that is ACTIVE is read from a bucket of the account that administers it, and carries one of the owner tags that the configuration names.
# related_resources:
#   - ref: https://docs.aws.amazon.com/guardduty/latest/ug/guardduty_upload-lists.html
# schemas:
#   - input: schema.checks.detection.guardduty_trusted_lists_known
# custom:
#   severity: high
#   scope: account
#   inventory: [guardduty_ip_sets, s3_buckets]
#   partial: region
#   requirements: [GD-14]
#   risk: Traffic with addresses on a trusted list raises no finding, so who can write the list can hide.
#   fix: Move the list to a bucket of this account, tag it with its owner, and delete lists that nobody knows.
package checks.detection.guardduty_trusted_lists_known

import future.keywords.not

import data.checks.lib.result
import data.checks.lib.tags
import data.checks.lib.tally

findings contains result.not_applicable(input.account.id, "has no trusted IP list that is in use") if count(_in_use) == 0

findings contains finding if {
	some list in input.tables.guardduty_ip_sets
	[list.region, list.ipset_id] in _abroad
	message := sprintf("is a trusted IP list at %v, which is no bucket of this account", [list.location])
	finding := result.in_region(result.with_evidence(result.fail(list.ipset_id, message), {"name": list.name, "location": list.location}), list.region)
}

findings contains finding if {
	some list in input.tables.guardduty_ip_sets
	[list.region, list.ipset_id] in _without_owner
	is_array(_owner_keys)
	message := "is a trusted IP list of which nobody says who owns it"
	finding := result.in_region(result.with_evidence(result.fail(list.ipset_id, message), {"name": list.name, "location": list.location}), list.region)
}

findings contains result.in_region(result.unknown(list.ipset_id, message), list.region) if {
	some list in input.tables.guardduty_ip_sets
	[list.region, list.ipset_id] in _here
	not is_array(_owner_keys)
	message := "can't be judged, since no 'expectations.required-tags.owner' is configured"
}

findings contains finding if some finding in tally.passes(input.account.id, _here & _owned, "trusted IP lists stand in own buckets and have an owner")

_abroad := _in_use - _at_home

_here := _in_use & _at_home

_without_owner := _here - _owned

_in_use contains [list.region, list.ipset_id] if {
	some list in input.tables.guardduty_ip_sets
	not list.status in {"INACTIVE", "DEACTIVATING", "DELETED", "DELETE_PENDING", "ERROR"}
}

_at_home contains [list.region, list.ipset_id] if {
	some list in input.tables.guardduty_ip_sets
	_bucket(list.location) in _own_buckets
}

_owned contains [list.region, list.ipset_id] if {
	some list in input.tables.guardduty_ip_sets
	tags.has(list.tags, _owner_keys)
}

_owner_keys := input.expectations["required-tags"].owner

_own_buckets contains bucket.name if some bucket in input.tables.s3_buckets

# https://s3.amazonaws.com/bucket/key, https://bucket.s3.region.amazonaws.com/key, s3://bucket/key, arn:aws:s3:::bucket/key
_bucket(location) := name if {
	is_string(location)
	some pattern in [
		`^https://s3[.-][^/]*amazonaws\.com[^/]*/([^/]+)/`,
		`^https://([^/]+)\.s3[.-][^/]*amazonaws\.com[^/]*/`,
		`^s3://([^/]+)/`,
		`^arn:[^:]+:s3:::([^/]+)/`,
	]
	name := regex.find_all_string_submatch_n(pattern, location, 1)[0][1]
}
