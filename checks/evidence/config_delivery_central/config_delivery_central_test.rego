package checks.evidence.config_delivery_central_test

import data.checks.evidence.config_delivery_central as check
import data.checks.lib.expect

test_pass_bucket_elsewhere if expect.verdicts(_asked("111111111111", [_channel({})]), {["111111111111", "pass"]})

test_pass_log_archive_keeps_its_own if {
	expect.verdicts(_asked("333333333333", [_channel({"s3_bucket_name": "own-bucket"})]), {["333333333333", "pass"]})
}

test_fail_own_bucket if {
	answer := _asked("111111111111", [_channel({"s3_bucket_name": "own-bucket"})])
	expect.verdicts(answer, {["111111111111", "fail"]})
	some finding in answer
	finding.region == "us-east-1"
	finding.evidence == {"s3_bucket_name": "own-bucket"}
}

test_absent_no_channel if expect.verdicts(_asked("111111111111", []), {["111111111111", "not-applicable"]})

test_null_bucket if {
	expect.verdicts(_asked("111111111111", [_channel({"s3_bucket_name": null, "status": null})]), {["111111111111", "fail"]})
}

_channel(changes) := object.union(
	{"region": "us-east-1", "name": "default", "s3_bucket_name": "org-config", "status": null},
	changes,
)

_asked(account, channels) := answer if {
	answer := check.findings with input as {
		"account": {"id": account, "regions": ["us-east-1"]},
		"expectations": {"log-archive-account": "333333333333", "security-account": "222222222222"},
		"tables": {
			"config_delivery_channels": channels,
			"s3_buckets": [{"name": "own-bucket", "region": "us-east-1"}],
		},
	}
}
