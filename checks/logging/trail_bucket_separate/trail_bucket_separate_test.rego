package checks.logging.trail_bucket_separate_test

import data.checks.lib.expect
import data.checks.logging.trail_bucket_separate as check

test_pass_in_log_archive if expect.verdicts(_answer("333333333333", _both, ["trail-logs"], []), {["333333333333", "pass"]})

test_pass_in_security_account_without_log_archive if {
	expect.verdicts(_answer("222222222222", {"log-archive-account": null, "security-account": "222222222222"}, ["trail-logs"], []), {["222222222222", "pass"]})
}

test_fail_in_member if {
	expect.verdicts(_answer("111111111111", _both, ["trail-logs"], []), {[_bucket_arn, "fail"]})
}

test_fail_own_trail_in_member if {
	trail := {"arn": "arn:aws:cloudtrail:us-east-1:111111111111:trail/main", "s3_bucket_name": "mine"}
	expect.verdicts(_answer("111111111111", _both, ["mine"], [trail]), {["arn:aws:s3:::mine", "fail"]})
}

test_fail_security_account_beside_log_archive if {
	expect.verdicts(_answer("222222222222", _both, ["trail-logs"], []), {[_bucket_arn, "fail"]})
}

test_fail_organization_trail_writes_elsewhere if {
	expect.verdicts(_answer("333333333333", _both, ["other"], []), {[_trail.arn, "fail"]})
}

test_unknown_not_configured if {
	expect.verdicts(_answer("111111111111", {"log-archive-account": null, "security-account": null}, ["trail-logs"], []), {["111111111111", "unknown"]})
}

test_absent_bucket_elsewhere if {
	expect.verdicts(_answer("111111111111", _both, ["other"], [_trail]), {["111111111111", "not-applicable"]})
}

test_absent_nothing_at_all if {
	answer := check.findings with input as {
		"account": {"id": "333333333333"},
		"organization": {"id": null, "tables": {"cloudtrail_organization_trails": []}},
		"tables": {"cloudtrail_trails": [], "s3_buckets": []},
		"expectations": _both,
	}
	expect.verdicts(answer, {["333333333333", "not-applicable"]})
}

test_null_row if {
	answer := check.findings with input as {
		"account": {"id": "333333333333"},
		"organization": {"id": "o-abc", "tables": {"cloudtrail_organization_trails": [object.union(_trail, {"s3_bucket_name": null})]}},
		"tables": {"cloudtrail_trails": [], "s3_buckets": []},
		"expectations": _both,
	}
	expect.verdicts(answer, {[_trail.arn, "unknown"]})
}

_answer(account_id, expectations, names, own) := answer if {
	answer := check.findings with input as {
		"account": {"id": account_id},
		"organization": {"id": "o-abc", "tables": {"cloudtrail_organization_trails": [_trail]}},
		"tables": {
			"cloudtrail_trails": own,
			"s3_buckets": [{"name": name, "arn": sprintf("arn:aws:s3:::%s", [name])} | some name in names],
		},
		"expectations": expectations,
	}
}

_both := {"log-archive-account": "333333333333", "security-account": "222222222222"}

_bucket_arn := "arn:aws:s3:::trail-logs"

_trail := {"arn": "arn:aws:cloudtrail:us-east-1:999999999999:trail/org", "s3_bucket_name": "trail-logs"}
