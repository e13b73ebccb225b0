# METADATA
# description: |
#   Which trails an account has; what their event selectors record, in both dialects: classic ones, advanced ones, and
#   none at all, which means all management events and no data events; and where under its bucket a trail writes.
package checks.lib.cloudtrail

import future.keywords.not

import data.checks.lib.arn

# METADATA
# description: |
#   The account's own trails, given all [ARN, region, home region] where it sees a trail; as [ARN, region], each trail
#   once. A trail of all regions stands in each region: the row of its home region counts, or, if that was not read, the
#   first other one. Trails of other accounts, such as the organization's, are left out: the account can't ask for their
#   status.
own(places, account_id) := {[trail_arn, region] |
	some [trail_arn, region, home] in places
	arn.account(trail_arn) == account_id
	region == home
} | {[trail_arn, min(regions)] |
	some trail_arn, regions in _away_from_home(places, account_id)
}

# METADATA
# description: |
#   What a trail leaves out of the management events, in words; the empty set when it records all of them. Undefined when
#   its selectors were not read, as for a trail of another account.
management_gaps(custom, classic, advanced) := _gaps(_management(classic, advanced)) if _are_known(classic, advanced)

else := set() if {
	custom == false
}

# METADATA
# description: |
#   Whether a trail records management events at all, of whatever source: one of data events alone does not. Undefined
#   when its selectors were not read.
records_management(custom, classic, advanced) := count(gaps & {kind | some kind, _ in _kinds}) < count(_kinds) if {
	gaps := management_gaps(custom, classic, advanced)
}

# METADATA
# description: |
#   A trail (or, with null for classic, an event data store) records every read of every object in the bucket. Only
#   selectors that cover the whole bucket count.
records_object_reads(classic, _, bucket_arn) if {
	some selector in _list(classic)
	selector.ReadWriteType in {"All", "ReadOnly"}
	some resource in _list(selector.DataResources)
	resource.Type == "AWS::S3::Object"
	some value in _whole_buckets(bucket_arn)
	value in _list(resource.Values)
}

records_object_reads(_, advanced, bucket_arn) if {
	some selector in _list(advanced)
	fields := _list(selector.FieldSelectors)
	{"eventCategory", "resources.type"} - {field.Field | some field in fields} == set()
	every field in fields {
		_lets_reads_through(field, bucket_arn)
	}
}

# METADATA
# description: A trail (or, with null for classic, an event data store) records some data events, of whatever.
records_data(classic, _) if {
	some selector in _list(classic)
	count(_list(selector.DataResources)) > 0
}

records_data(_, advanced) if {
	some selector in _list(advanced)
	_is_of(_list(selector.FieldSelectors), "Data")
}

# METADATA
# description: The selectors of a trail of one's own were read, or it has none.
is_read(custom, classic, advanced) if management_gaps(custom, classic, advanced)

# METADATA
# description: |
#   A trail (or, with null for classic, an event data store) records each use of this resource that reads ("true") or
#   writes ("false"). Selectors with further conditions record only some, so they don't count.
records_use(classic, _, resource, kind) if {
	some selector in _list(classic)
	kind in _kinds_of[selector.ReadWriteType]
	some wanted in _list(selector.DataResources)
	wanted.Type == resource.type
	some value in _list(wanted.Values)
	value in {resource.arn, concat(":", array.slice(split(resource.arn, ":"), 0, 3))}
}

records_use(_, advanced, resource, kind) if {
	some selector in _list(advanced)
	fields := _list(selector.FieldSelectors)
	{"eventCategory", "resources.type"} - {field.Field | some field in fields} == set()
	is_so := {"eventCategory": "Data", "resources.type": resource.type, "resources.ARN": resource.arn, "readOnly": kind}
	every field in fields {
		_admits(field, is_so[field.Field])
	}
}

# METADATA
# description: |
#   A trail records that somebody writes this object. Conditions on things that are not known of the event, such as who
#   writes, let it through when they only leave something out.
records_object_write(classic, _, object_arn) if {
	some selector in _list(classic)
	"false" in _kinds_of[selector.ReadWriteType]
	some resource in _list(selector.DataResources)
	resource.Type == "AWS::S3::Object"
	some value in _list(resource.Values)
	startswith(object_arn, value)
}

records_object_write(_, advanced, object_arn) if {
	some selector in _list(advanced)
	fields := _list(selector.FieldSelectors)
	{"eventCategory", "resources.type"} - {field.Field | some field in fields} == set()
	every field in fields {
		_lets_write_through(field, object_arn)
	}
}

# METADATA
# description: Where in their bucket trails with this key prefix write, also as a key prefix.
root(key_prefix) := sprintf("%s/AWSLogs/", [trim_suffix(key_prefix, "/")]) if {
	is_string(key_prefix)
	key_prefix != ""
} else := "AWSLogs/"

# METADATA
# description: The same with the trail's own folder, which is the account, or the organization for its trail.
log_prefix(key_prefix, folder_name) := sprintf("%s%s/", [root(key_prefix), folder_name])

# METADATA
# description: The folder of a trail under AWSLogs, given its ARN and the id of the organization.
folder(_, true, organization_id) := organization_id if is_string(organization_id)

folder(trail_arn, organizational, _) := arn.account(trail_arn) if not organizational == true

# METADATA
# description: The time lies no more than so many seconds before now.
is_recent(moment, now, seconds) if age(moment, now) <= seconds

# METADATA
# description: Seconds between a time and now; undefined when there is no time.
age(moment, now) := (time.parse_rfc3339_ns(now) - time.parse_rfc3339_ns(moment)) / 1000000000 if is_string(moment)

_away_from_home(places, account_id) := {trail_arn: regions |
	at_home := {trail_arn | some [trail_arn, region, home] in places; region == home}
	some trail_arn in {trail_arn | some [trail_arn, _, _] in places; not trail_arn in at_home}
	arn.account(trail_arn) == account_id
	regions := {region | some [seen, region, _] in places; seen == trail_arn}
}

# METADATA
# description: Trails in words, given their ARNs; one whose ARN was not read has none.
named(arns) := concat(", ", {name | some trail_arn in arns; name := _name(trail_arn)})

_name(trail_arn) := trail_arn if is_string(trail_arn)

else := "a trail without ARN"

# --- Management events ----------------------------------------------------------------------------------------------

_are_known(classic, advanced) if count(_list(classic)) + count(_list(advanced)) > 0

# Each selector of management events as what it reads, writes, and leaves out.
_management(classic, advanced) := array.concat(
	[{"kinds": _classic_kinds[selector.ReadWriteType], "left_out": left_out} |
		some selector in _list(classic)
		selector.IncludeManagementEvents == true
		left_out := {sprintf("events of %v", [source]) | some source in _list(selector.ExcludeManagementEventSources)}
	],
	[{"kinds": kinds, "left_out": left_out} |
		some selector in _list(advanced)
		fields := _list(selector.FieldSelectors)
		_is_of(fields, "Management")
		kinds := {kind | some kind, value in _kinds; _is_open(fields, "readOnly", value)}
		left_out := {words |
			some field in fields
			not field.Field in {"eventCategory", "readOnly"}
			some words in _restrictions(field)
		}
	],
)

_classic_kinds := {"All": {"read events", "write events"}, "ReadOnly": {"read events"}, "WriteOnly": {"write events"}}

_kinds := {"read events": "true", "write events": "false"}

# A kind of event is missing when no selector has it; a source is missing when all selectors of a kind leave it out.
_gaps(selectors) := {kind | some kind, _ in _kinds; _with(selectors, kind) == []} | {words |
	some kind, _ in _kinds
	having := _with(selectors, kind)
	having != []
	some words in intersection({selector.left_out | some selector in having})
}

_with(selectors, kind) := [selector | some selector in selectors; kind in selector.kinds]

_restrictions(field) := {sprintf("events of %s", [value]) | some value in _values(field, "NotEquals")} if {
	field.Field == "eventSource"
	_has_no_positive(field)
	_values(field, "NotEquals") != []
} else := {sprintf("what a condition on %v excludes", [field.Field])}

# --- Advanced selectors ---------------------------------------------------------------------------------------------

_is_of(fields, category) if {
	some field in fields
	field.Field == "eventCategory"
	category in _values(field, "Equals")
}

_is_open(fields, name, value) if {
	every field in [field | some field in fields; field.Field == name] {
		_admits(field, value)
	}
}

_lets_reads_through(field, bucket_arn) if {
	field.Field == "resources.ARN"
	_admits_bucket(field, sprintf("%s/", [bucket_arn]))
}

_lets_reads_through(field, _) if _admits(field, _of_a_read[field.Field])

_of_a_read := {
	"eventCategory": "Data",
	"resources.type": "AWS::S3::Object",
	"readOnly": "true",
	"eventName": "GetObject",
	"eventSource": "s3.amazonaws.com",
	"eventType": "AwsApiCall",
}

_lets_write_through(field, object_arn) if {
	field.Field == "resources.ARN"
	_admits(field, object_arn)
}

_lets_write_through(field, _) if _admits(field, _of_a_write[field.Field])

_lets_write_through(field, _) if {
	field.Field != "resources.ARN"
	not _of_a_write[field.Field]
	_has_no_positive(field)
}

_of_a_write := {
	"eventCategory": "Data",
	"resources.type": "AWS::S3::Object",
	"readOnly": "false",
	"eventName": "PutObject",
	"eventSource": "s3.amazonaws.com",
}

# Positive operators are alternatives, negative ones all hold.
_admits(field, value) if {
	_selects(field, value)
	not _deselects(field, value)
}

_selects(field, _) if _has_no_positive(field)

_selects(field, value) if value in _values(field, "Equals")

_selects(field, value) if {
	some start in _values(field, "StartsWith")
	startswith(value, start)
}

_selects(field, value) if {
	some end in _values(field, "EndsWith")
	endswith(value, end)
}

_deselects(field, value) if value in _values(field, "NotEquals")

_deselects(field, value) if {
	some start in _values(field, "NotStartsWith")
	startswith(value, start)
}

_deselects(field, value) if {
	some end in _values(field, "NotEndsWith")
	endswith(value, end)
}

_has_no_positive(field) if {
	every operator in ["Equals", "StartsWith", "EndsWith"] {
		_values(field, operator) == []
	}
}

# All objects of the bucket, so also those whose names are not known.
_admits_bucket(field, root) if {
	_selects_bucket(field, root)
	not _leaves_out_objects(field, root)
}

_selects_bucket(field, _) if _has_no_positive(field)

_selects_bucket(field, root) if {
	some start in _values(field, "StartsWith")
	startswith(root, start)
}

_leaves_out_objects(field, root) if {
	some start in _values(field, "NotStartsWith")
	_overlap(start, root)
}

_leaves_out_objects(field, root) if {
	some object_arn in _values(field, "NotEquals")
	startswith(object_arn, root)
}

_leaves_out_objects(field, _) if count(_values(field, "NotEndsWith")) > 0

_overlap(one, other) if startswith(one, other)

_overlap(one, other) if startswith(other, one)

_kinds_of := {"All": {"true", "false"}, "ReadOnly": {"true"}, "WriteOnly": {"false"}}

# --- Classic selectors ----------------------------------------------------------------------------------------------

# The values that mean the whole bucket: every bucket of the partition, or this one.
_whole_buckets(bucket_arn) := {every_bucket, sprintf("%s:::", [every_bucket]), sprintf("%s/", [bucket_arn])} if {
	every_bucket := sprintf("arn:%s:s3", [arn.partition(bucket_arn)])
}

_values(field, operator) := _list(field[operator]) if field[operator]

else := []

_list(value) := value if is_array(value)

else := []
