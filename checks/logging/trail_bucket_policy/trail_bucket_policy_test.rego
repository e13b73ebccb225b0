package checks.logging.trail_bucket_policy_test

import data.checks.lib.expect
import data.checks.logging.trail_bucket_policy as check

test_pass_bound_to_trail if expect.verdicts(_answer([_with([_acl, _write({})])]), {["333333333333", "pass"]})

test_pass_bound_to_organization if {
	statement := _write({"Condition": {"StringEquals": {"aws:sourceorgid": ["o-abc"]}}})
	expect.verdicts(_answer([_with([statement])]), {["333333333333", "pass"]})
}

test_pass_config_and_own_account_too if {
	config := _write({"Principal": {"Service": ["config.amazonaws.com"]}})
	own := {"Effect": "Allow", "Principal": {"AWS": ["arn:aws:iam::333333333333:root"]}, "Action": ["s3:*"], "Resource": ["*"]}
	reader := {"Effect": "Allow", "Principal": {"AWS": ["arn:aws:iam::222222222222:role/siem"]}, "Action": ["s3:getobject", "s3:list*"], "Resource": ["*"]}
	expect.verdicts(_answer([_with([_write({}), config, own, reader])]), {["333333333333", "pass"]})
}

test_pass_deny_statement if {
	deny := {"Effect": "Deny", "Principal": {"AWS": ["*"]}, "Action": ["s3:*"], "Resource": ["*"], "Condition": {"Bool": {"aws:securetransport": ["false"]}}}
	expect.verdicts(_answer([_with([_write({}), deny])]), {["333333333333", "pass"]})
}

test_fail_without_condition if {
	expect.verdicts(_answer([_with([object.remove(_write({}), {"Condition"})])]), {[_arn, "fail"]})
}

test_fail_condition_on_other_key if {
	statement := _write({"Condition": {"StringEquals": {"s3:x-amz-acl": ["bucket-owner-full-control"]}}})
	expect.verdicts(_answer([_with([statement])]), {[_arn, "fail"]})
}

test_fail_source_of_any_account if {
	statement := _write({"Condition": {"StringLike": {"aws:sourcearn": ["arn:aws:cloudtrail:*:*:trail/*"]}}})
	expect.verdicts(_answer([_with([statement])]), {[_arn, "fail"]})
}

test_fail_source_of_others[name] if {
	some name, condition in {
		"trail of a foreign account": {"StringEquals": {"aws:sourcearn": ["arn:aws:cloudtrail:us-east-1:666666666666:trail/x"]}},
		"own trail or a foreign one": {"ArnLike": {"aws:sourcearn": [
			"arn:aws:cloudtrail:*:999999999999:trail/*", "arn:aws:cloudtrail:*:666666666666:trail/*",
		]}},
		"foreign account": {"StringEquals": {"aws:sourceaccount": ["666666666666"]}},
		"foreign organization": {"StringEquals": {"aws:sourceorgid": ["o-other"]}},
	}
	expect.verdicts(_answer([_with([_write({"Condition": condition})])]), {[_arn, "fail"]})
}

test_pass_bound_to_a_unit if {
	condition := {"ForAnyValue:StringLike": {"aws:sourceorgpaths": ["o-abc/r-1/*"]}}
	expect.verdicts(_answer([_with([_write({"Condition": condition})])]), {["333333333333", "pass"]})
}

test_pass_logs_of_load_balancers_too if {
	balancers := _write({"Principal": {"Service": ["logdelivery.elasticloadbalancing.amazonaws.com"]}})
	expect.verdicts(_answer([_with([_write({}), balancers])]), {["333333333333", "pass"]})
}

test_pass_account_that_stands_alone if {
	answer := check.findings with input as object.union(_input([_with([_write({})])]), {"organization": {"id": null, "tables": {"organizations_accounts": []}}})
	expect.verdicts(answer, {["333333333333", "pass"]})
}

test_fail_others_write[name] if {
	some name, principal in {
		"everyone": {"AWS": ["*"]},
		"role": {"AWS": ["arn:aws:iam::222222222222:role/app"]},
		"service": {"Service": ["lambda.amazonaws.com"]},
	}
	some action in ["s3:putobject", "s3:delete*", "s3:*", "*", "s3:putbucketpolicy"]
	statement := {"Effect": "Allow", "Principal": principal, "Action": [action], "Resource": ["*"]}
	expect.verdicts(_answer([_with([_write({}), statement])]), {[_arn, "fail"]})
}

test_fail_all_but_reading if {
	statement := {"Effect": "Allow", "Principal": {"AWS": ["arn:aws:iam::222222222222:role/app"]}, "NotAction": ["s3:getobject"], "Resource": ["*"]}
	expect.verdicts(_answer([_with([_write({}), statement])]), {[_arn, "fail"]})
}

test_fail_config_deletes if {
	statement := _write({"Principal": {"Service": ["config.amazonaws.com"]}, "Action": ["s3:*"]})
	expect.verdicts(_answer([_with([_write({}), statement])]), {[_arn, "fail"]})
}

test_fail_cloudtrail_is_not_admitted if expect.verdicts(_answer([_with([_acl])]), {[_arn, "fail"]})

test_absent_no_policy if expect.verdicts(_answer([]), {[_arn, "fail"]})

test_absent_no_trail_bucket if expect.verdicts(_elsewhere([]), {["111111111111", "not-applicable"]})

test_null_row if expect.verdicts(_answer([{"account_id": "333333333333", "name": "trail-logs", "policy_std": null}]), {[_arn, "fail"]})

_with(statements) := {
	"account_id": "333333333333", "name": "trail-logs",
	"policy_std": {"Version": "2012-10-17", "Statement": statements},
}

_acl := _write({"Action": ["s3:getbucketacl"]})

# Objects merge deeply, so what changes is taken out first.
_write(changes) := object.union(object.remove(_statement, object.keys(changes)), changes)

_statement := {
	"Effect": "Allow",
	"Principal": {"Service": ["cloudtrail.amazonaws.com"]},
	"Action": ["s3:putobject"],
	"Resource": ["arn:aws:s3:::trail-logs/AWSLogs/*"],
	"Condition": {"StringEquals": {"aws:sourcearn": ["arn:aws:cloudtrail:us-east-1:999999999999:trail/org"]}},
}

_answer(rows) := answer if {
	answer := check.findings with input as _input(rows)
}

_input(rows) := {
	"account": {"id": "333333333333", "partition": "aws"},
	"organization": {
		"id": "o-abc", "management_account_id": "999999999999",
		"tables": {"cloudtrail_organization_trails": [_organization_trail], "organizations_accounts": [{"id": "333333333333"}, {"id": "999999999999"}, {"id": null}]},
	},
	"tables": {
		"cloudtrail_trails": [],
		"s3_buckets": [_bucket("trail-logs"), _bucket("other")],
		"s3_bucket_policies": rows,
	},
	"expectations": {},
}

_elsewhere(rows) := answer if {
	answer := check.findings with input as {
		"account": {"id": "111111111111", "partition": "aws"},
		"organization": {
			"id": "o-abc", "management_account_id": "999999999999",
			"tables": {"cloudtrail_organization_trails": [_organization_trail], "organizations_accounts": [{"id": "333333333333"}, {"id": "999999999999"}, {"id": null}]},
		},
		"tables": {
			"cloudtrail_trails": [_organization_trail],
			"s3_buckets": [_bucket("other")],
			"s3_bucket_policies": rows,
		},
		"expectations": {},
	}
}

_arn := "arn:aws:s3:::trail-logs"

_bucket(name) := {
	"account_id": "333333333333", "name": name, "arn": sprintf("arn:aws:s3:::%s", [name]),
	"region": "us-east-1", "creation_date": null, "dns_names": [],
}

_organization_trail := {
	"account_id": "999999999999", "region": "us-east-1", "arn": "arn:aws:cloudtrail:us-east-1:999999999999:trail/org",
	"home_region": "us-east-1", "is_multi_region_trail": true, "is_organization_trail": true,
	"s3_bucket_name": "trail-logs", "s3_key_prefix": null, "is_logging": true,
}
