package checks.lib.cloudtrail_test

import future.keywords.not

import data.checks.lib.cloudtrail

_main := "arn:aws:cloudtrail:us-east-1:111111111111:trail/main"

_organizational := "arn:aws:cloudtrail:us-east-1:999999999999:trail/org"

_own_cases := {
	"none": {"places": set(), "own": set()},
	"of one region": {"places": {[_main, "us-east-1", "us-east-1"]}, "own": {[_main, "us-east-1"]}},
	"with shadows": {
		"places": {[_main, "eu-west-1", "us-east-1"], [_main, "us-east-1", "us-east-1"], [_main, "us-west-2", "us-east-1"]},
		"own": {[_main, "us-east-1"]},
	},
	"shadows only": {
		"places": {[_main, "us-west-2", "us-east-1"], [_main, "eu-west-1", "us-east-1"]},
		"own": {[_main, "eu-west-1"]},
	},
	"home not told": {
		"places": {[_main, "us-west-2", null], [_main, "eu-west-1", null]},
		"own": {[_main, "eu-west-1"]},
	},
	"of the organization": {"places": {[_organizational, "us-east-1", "us-east-1"]}, "own": set()},
	"shadow of the organization's": {"places": {[_organizational, "eu-west-1", "us-east-1"]}, "own": set()},
}

test_records_management if {
	cloudtrail.records_management(false, [], null) == true
	cloudtrail.records_management(true, [{"ReadWriteType": "WriteOnly", "IncludeManagementEvents": true}], null) == true
	cloudtrail.records_management(true, [{"ReadWriteType": "All", "IncludeManagementEvents": false}], null) == false
	cloudtrail.records_management(true, null, [{"FieldSelectors": [{"Field": "eventCategory", "Equals": ["Data"]}]}]) == false
	not cloudtrail.records_management(null, null, null)
}

test_own[name] if {
	some name, given in _own_cases
	cloudtrail.own(given.places, "111111111111") == given.own
}

_management_cases := {
	"default": {"custom": false, "classic": [], "advanced": [], "gaps": set()},
	"default, lists null": {"custom": false, "classic": null, "advanced": null, "gaps": set()},
	"classic, all": {"custom": true, "classic": [_classic({})], "advanced": null, "gaps": set()},
	"classic, reads only": {
		"custom": true, "classic": [_classic({"ReadWriteType": "ReadOnly"})], "advanced": null,
		"gaps": {"write events"},
	},
	"classic, writes only": {
		"custom": true, "classic": [_classic({"ReadWriteType": "WriteOnly"})], "advanced": [],
		"gaps": {"read events"},
	},
	"classic, reads and writes apart": {
		"custom": true,
		"classic": [_classic({"ReadWriteType": "ReadOnly"}), _classic({"ReadWriteType": "WriteOnly"})],
		"advanced": null, "gaps": set(),
	},
	"classic, no management events": {
		"custom": true, "classic": [_classic({"IncludeManagementEvents": false})], "advanced": null,
		"gaps": {"read events", "write events"},
	},
	"classic, without kms": {
		"custom": true, "classic": [_classic({"ExcludeManagementEventSources": ["kms.amazonaws.com"]})], "advanced": null,
		"gaps": {"events of kms.amazonaws.com"},
	},
	"classic although not custom": {
		"custom": false, "classic": [_classic({"ReadWriteType": "ReadOnly"})], "advanced": [],
		"gaps": {"write events"},
	},
	"advanced, all": {"custom": true, "classic": null, "advanced": [_management([])], "gaps": set()},
	"advanced, reads only": {
		"custom": true, "classic": null, "advanced": [_management([_field("readOnly", {"Equals": ["true"]})])],
		"gaps": {"write events"},
	},
	"advanced, without kms and rdsdata": {
		"custom": true, "classic": null,
		"advanced": [_management([_field("eventSource", {"NotEquals": ["kms.amazonaws.com", "rdsdata.amazonaws.com"]})])],
		"gaps": {"events of kms.amazonaws.com", "events of rdsdata.amazonaws.com"},
	},
	"advanced, reads without kms, writes with it": {
		"custom": true, "classic": null,
		"advanced": [
			_management([_field("readOnly", {"Equals": ["true"]}), _field("eventSource", {"NotEquals": ["kms.amazonaws.com"]})]),
			_management([_field("readOnly", {"Equals": ["false"]})]),
		],
		"gaps": {"events of kms.amazonaws.com"},
	},
	"advanced, one service only": {
		"custom": true, "classic": null,
		"advanced": [_management([_field("eventSource", {"Equals": ["iam.amazonaws.com"]})])],
		"gaps": {"what a condition on eventSource excludes"},
	},
	"advanced, data events only": {
		"custom": true, "classic": null, "advanced": [_data([])],
		"gaps": {"read events", "write events"},
	},
}

test_management_gaps[name] if {
	some name, given in _management_cases
	cloudtrail.management_gaps(given.custom, given.classic, given.advanced) == given.gaps
}

test_management_gaps_of_a_trail_that_was_not_read if {
	not cloudtrail.management_gaps(true, null, null)
	not cloudtrail.management_gaps(null, null, null)
}

_reads_cases := {
	"default": {"classic": [], "advanced": [], "records": false},
	"not read": {"classic": null, "advanced": null, "records": false},
	"classic, every bucket": {"classic": [_objects(["arn:aws:s3"], "All")], "advanced": null, "records": true},
	"classic, every bucket with colons": {"classic": [_objects(["arn:aws:s3:::"], "All")], "advanced": null, "records": true},
	"classic, this bucket": {"classic": [_objects(["arn:aws:s3:::b/", "arn:aws:s3:::data/"], "ReadOnly")], "advanced": null, "records": true},
	"classic, writes only": {"classic": [_objects(["arn:aws:s3"], "WriteOnly")], "advanced": null, "records": false},
	"classic, one prefix": {"classic": [_objects(["arn:aws:s3:::data/in/"], "All")], "advanced": null, "records": false},
	"classic, longer name": {"classic": [_objects(["arn:aws:s3:::data-2/"], "All")], "advanced": null, "records": false},
	"classic, functions": {
		"classic": [_classic({"DataResources": [{"Type": "AWS::Lambda::Function", "Values": ["arn:aws:lambda"]}]})],
		"advanced": null, "records": false,
	},
	"advanced, every object": {"classic": null, "advanced": [_data([])], "records": true},
	"advanced, reads": {"classic": null, "advanced": [_data([_field("readOnly", {"Equals": ["true"]})])], "records": true},
	"advanced, writes": {"classic": null, "advanced": [_data([_field("readOnly", {"Equals": ["false"]})])], "records": false},
	"advanced, this bucket": {"classic": null, "advanced": [_data([_field("resources.ARN", {"StartsWith": ["arn:aws:s3:::b/", "arn:aws:s3:::data/"]})])], "records": true},
	"advanced, buckets by prefix": {"classic": null, "advanced": [_data([_field("resources.ARN", {"StartsWith": ["arn:aws:s3:::da"]})])], "records": true},
	"advanced, one prefix": {"classic": null, "advanced": [_data([_field("resources.ARN", {"StartsWith": ["arn:aws:s3:::data/in/"]})])], "records": false},
	"advanced, one object": {"classic": null, "advanced": [_data([_field("resources.ARN", {"Equals": ["arn:aws:s3:::data/x"]})])], "records": false},
	"advanced, all but this bucket": {"classic": null, "advanced": [_data([_field("resources.ARN", {"NotStartsWith": ["arn:aws:s3:::data/"]})])], "records": false},
	"advanced, all but another bucket": {"classic": null, "advanced": [_data([_field("resources.ARN", {"NotStartsWith": ["arn:aws:s3:::logs/"]})])], "records": true},
	"advanced, all but a folder": {"classic": null, "advanced": [_data([_field("resources.ARN", {"NotStartsWith": ["arn:aws:s3:::data/tmp/"]})])], "records": false},
	"advanced, all but one object": {"classic": null, "advanced": [_data([_field("resources.ARN", {"NotEquals": ["arn:aws:s3:::data/x"]})])], "records": false},
	"advanced, GetObject": {"classic": null, "advanced": [_data([_field("eventName", {"Equals": ["GetObject", "PutObject"]})])], "records": true},
	"advanced, PutObject": {"classic": null, "advanced": [_data([_field("eventName", {"StartsWith": ["Put"]})])], "records": false},
	"advanced, all but GetObject": {"classic": null, "advanced": [_data([_field("eventName", {"NotEquals": ["GetObject"]})])], "records": false},
	"advanced, all but one user": {"classic": null, "advanced": [_data([_field("userIdentity.arn", {"NotEquals": ["arn:aws:iam::1:role/x"]})])], "records": false},
	"advanced, another type": {
		"classic": null,
		"advanced": [_selector([_field("eventCategory", {"Equals": ["Data"]}), _field("resources.type", {"Equals": ["AWS::DynamoDB::Table"]})])],
		"records": false,
	},
	"advanced, management events": {"classic": null, "advanced": [_management([])], "records": false},
	"advanced, no fields": {"classic": null, "advanced": [{"Name": "x", "FieldSelectors": null}], "records": false},
}

test_records_object_reads[name] if {
	some name, given in _reads_cases
	_records(given.classic, given.advanced) == given.records
}

test_records_object_reads_in_another_partition if {
	cloudtrail.records_object_reads([_objects(["arn:aws-cn:s3"], "All")], null, "arn:aws-cn:s3:::data")
	not cloudtrail.records_object_reads([_objects(["arn:aws:s3"], "All")], null, "arn:aws-cn:s3:::data")
}

test_log_prefix if {
	cloudtrail.root(null) == "AWSLogs/"
	cloudtrail.root("trails/") == "trails/AWSLogs/"
	cloudtrail.log_prefix(null, "111111111111") == "AWSLogs/111111111111/"
	cloudtrail.log_prefix("", "111111111111") == "AWSLogs/111111111111/"
	cloudtrail.log_prefix("trails", "o-abc") == "trails/AWSLogs/o-abc/"
}

test_folder if {
	cloudtrail.folder("arn:aws:cloudtrail:us-east-1:111111111111:trail/a", true, "o-abc") == "o-abc"
	cloudtrail.folder("arn:aws:cloudtrail:us-east-1:111111111111:trail/a", false, "o-abc") == "111111111111"
	cloudtrail.folder("arn:aws:cloudtrail:us-east-1:111111111111:trail/a", null, null) == "111111111111"
	not cloudtrail.folder("arn:aws:cloudtrail:us-east-1:111111111111:trail/a", true, null)
}

test_age if {
	cloudtrail.age("2026-11-24T04:00:00Z", "2026-11-24T05:00:00Z") == 3600
	cloudtrail.is_recent("2026-11-24T04:00:00Z", "2026-11-24T05:00:00Z", 3600)
	not cloudtrail.is_recent("2026-11-24T03:59:59Z", "2026-11-24T05:00:00Z", 3600)
	not cloudtrail.is_recent(null, "2026-11-24T05:00:00Z", 3600)
}

_records(classic, advanced) if cloudtrail.records_object_reads(classic, advanced, "arn:aws:s3:::data")

else := false

_table := {"type": "AWS::DynamoDB::Table", "arn": "arn:aws:dynamodb:us-east-1:111111111111:table/customers"}

_of(type, fields) := _selector(array.concat(
	[_field("eventCategory", {"Equals": ["Data"]}), _field("resources.type", {"Equals": [type]})],
	fields,
))

_uses(kind, type, value) := _classic({"ReadWriteType": kind, "DataResources": [{"Type": type, "Values": [value]}]})

test_records_use[name] if {
	some name, given in {
		"all tables": {"classic": null, "advanced": [_of(_table.type, [])]},
		"reads": {"classic": null, "advanced": [_of(_table.type, [_field("readOnly", {"Equals": ["true"]})])]},
		"this one": {"classic": null, "advanced": [_of(_table.type, [_field("resources.ARN", {"Equals": [_table.arn]})])]},
		"classic, all tables": {"classic": [_uses("All", _table.type, "arn:aws:dynamodb")], "advanced": null},
		"classic, this one": {"classic": [_uses("ReadOnly", _table.type, _table.arn)], "advanced": null},
	}
	cloudtrail.records_use(given.classic, given.advanced, _table, "true")
}

test_records_no_use[name] if {
	some name, given in {
		"nothing": {"classic": null, "advanced": null},
		"objects": {"classic": null, "advanced": [_of("AWS::S3::Object", [])]},
		"writes": {"classic": null, "advanced": [_of(_table.type, [_field("readOnly", {"Equals": ["false"]})])]},
		"another": {"classic": null, "advanced": [_of(_table.type, [_field("resources.ARN", {"NotEquals": [_table.arn]})])]},
		"some calls": {"classic": null, "advanced": [_of(_table.type, [_field("eventName", {"Equals": ["Query"]})])]},
		"not of some callers": {"classic": null, "advanced": [_of(_table.type, [_field("userIdentity.arn", {"NotEquals": ["x"]})])]},
		"classic, writes": {"classic": [_uses("WriteOnly", _table.type, "arn:aws:dynamodb")], "advanced": null},
		"classic, another": {"classic": [_uses("All", _table.type, "arn:aws:dynamodb:us-east-1:111111111111:table/orders")], "advanced": null},
		"classic, objects": {"classic": [_objects(["arn:aws:s3"], "All")], "advanced": null},
	}
	not cloudtrail.records_use(given.classic, given.advanced, _table, "true")
}

test_records_data if {
	cloudtrail.records_data([_objects(["arn:aws:s3"], "All")], null)
	cloudtrail.records_data(null, [_data([])])
	not cloudtrail.records_data([_classic({})], [_management([])])
	not cloudtrail.records_data(null, null)
}

test_is_read if {
	cloudtrail.is_read(false, null, null)
	cloudtrail.is_read(true, null, [_management([])])
	not cloudtrail.is_read(true, null, null)
	not cloudtrail.is_read(null, null, null)
}

_classic(changes) := object.union(
	{"ReadWriteType": "All", "IncludeManagementEvents": true, "DataResources": [], "ExcludeManagementEventSources": []},
	changes,
)

_objects(values, kind) := _classic({"ReadWriteType": kind, "DataResources": [{"Type": "AWS::S3::Object", "Values": values}]})

_management(fields) := _selector(array.concat([_field("eventCategory", {"Equals": ["Management"]})], fields))

_data(fields) := _selector(array.concat(
	[_field("eventCategory", {"Equals": ["Data"]}), _field("resources.type", {"Equals": ["AWS::S3::Object"]})],
	fields,
))

_selector(fields) := {"Name": "made up", "FieldSelectors": fields}

_field(name, operators) := object.union(
	{
		"Field": name, "Equals": null, "StartsWith": null, "EndsWith": null,
		"NotEquals": null, "NotStartsWith": null, "NotEndsWith": null,
	},
	operators,
)
