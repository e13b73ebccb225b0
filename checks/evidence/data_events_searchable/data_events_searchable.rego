# METADATA
# title: Data events in buckets can be searched
# description: For every bucket of the account that receives data events from a trail, a table with partition projection lies over the logs, or an event data store of CloudTrail Lake keeps data events as well. Where no table is seen, somebody has to say where they are searched, such as in the SIEM.
# related_resources:
#   - ref: https://docs.aws.amazon.com/athena/latest/ug/create-cloudtrail-table-partition-projection.html
# schemas:
#   - input: schema.checks.evidence.data_events_searchable
# custom:
#   severity: high
#   scope: account
#   inventory: [s3_buckets, cloudtrail_trails, cloudtrail_organization_trails, cloudtrail_event_data_stores, cloudtrail_organization_event_data_stores, glue_cloudtrail_tables]
#   requirements: [DB-05]
#   risk: Which objects a thief read stands in millions of compressed files, and the first days go into making them searchable.
#   fix: Make a table with partition projection over the trail's bucket in Athena, and save the query for reads by principal and address.
package checks.evidence.data_events_searchable

import future.keywords.not

import data.checks.lib.cloudtrail
import data.checks.lib.result

findings contains result.pass(input.account.id, count(_searched), "buckets with data events can be searched") if {
	count(_searched) > 0
}

findings contains result.not_applicable(input.account.id, "has no bucket that receives data events from a trail") if {
	count(_buckets) == 0
	count(_open) == 0
}

findings contains result.with_evidence(result.fail(bucket, message), {"tables": sort(_tables[bucket])}) if {
	some bucket in (_buckets - _searched)
	count(_tables[bucket]) > 0
	message := sprintf("has no table with partition projection; %s would read everything or miss new days", [concat(", ", sort(_tables[bucket]))])
}

findings contains result.with_reason(result.unknown(bucket, message), "needs-attestation") if {
	some bucket in (_buckets - _searched)
	count(_tables[bucket]) == 0
	message := "has no table over it that could be seen; somebody has to say where its data events are searched"
}

findings contains result.unknown(bucket, message) if {
	some bucket in _open
	message := "can't be judged, since nobody could tell what the trail that writes to it records"
}

# --- Buckets of the account that trails with data events write to -----------------------------------------------------

_buckets contains trail.s3_bucket_name if {
	some trail in _trails
	cloudtrail.records_data(trail.event_selectors, trail.advanced_event_selectors)
}

_open contains trail.s3_bucket_name if {
	some trail in _trails
	not cloudtrail.is_read(trail.has_custom_event_selectors, trail.event_selectors, trail.advanced_event_selectors)
}

# The account's own trails as it sees them, the organization's as the management account does.
_trails contains trail if {
	some trail in input.tables.cloudtrail_trails
	not trail.is_organization_trail == true
	_is_kept_here(trail)
}

_trails contains trail if {
	some trail in input.organization.tables.cloudtrail_organization_trails
	_is_kept_here(trail)
}

_is_kept_here(trail) if {
	trail.is_logging == true
	trail.s3_bucket_name in _own_buckets
}

_own_buckets := {bucket.name | some bucket in input.tables.s3_buckets}

# --- Ways to search -------------------------------------------------------------------------------------------------

_searched contains bucket if {
	some bucket in _buckets
	some table in input.tables.glue_cloudtrail_tables
	table.is_projected == true
	_lies_in(table.location, bucket)
}

_searched contains bucket if {
	some bucket in _buckets
	some store in _stores
	store.status == "ENABLED"
	cloudtrail.records_data(null, store.advanced_event_selectors)
}

_tables[bucket] := names if {
	some bucket in _buckets
	names := {sprintf("%s.%s", [table.database_name, table.name]) |
		some table in input.tables.glue_cloudtrail_tables
		_lies_in(table.location, bucket)
	}
}

_lies_in(location, bucket) if {
	is_string(location)
	split(location, "/")[2] == bucket
}

_stores contains store if some store in input.tables.cloudtrail_event_data_stores

_stores contains store if some store in input.organization.tables.cloudtrail_organization_event_data_stores
