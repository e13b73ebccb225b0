package checks.detection.macie_enabled_test

import data.checks.detection.macie_enabled as check
import data.checks.lib.expect

test_pass_on if expect.verdicts(_answer(["us-east-1"], [_session({})]), {["111111111111", "pass"]})

test_fail_paused if expect.verdicts(_answer(["us-east-1"], [_session({"status": "PAUSED"})]), {["111111111111", "fail"]})

test_fail_slow if expect.verdicts(_answer(["us-east-1"], [_session({"finding_publishing_frequency": "SIX_HOURS"})]), {["111111111111", "fail"]})

test_region_without_buckets_does_not_matter if {
	expect.verdicts(_answer(["us-east-1"], [_session({}), _session({"region": "eu-west-1", "status": "PAUSED"})]), {["111111111111", "pass"]})
}

test_fail_region_without_session if {
	answer := _answer(["us-east-1", "eu-west-1"], [_session({})])
	{[finding.region, finding.verdict] | some finding in answer} == {["us-east-1", "pass"], ["eu-west-1", "fail"]}
}

test_unread_sessions[name] if {
	some name, [gap, wanted] in {
		"in a region": [{"region": "eu-west-1", "reason": "denied"}, {"pass", "unknown"}],
		"everywhere": [{"reason": "denied"}, {"pass", "unknown"}],
		"where AWS does not offer Macie": [{"region": "eu-west-1", "reason": "region-not-covered"}, {"pass"}],
	}
	answer := check.findings with input as {
		"account": {"id": "111111111111", "regions": ["eu-west-1", "us-east-1"]},
		"unreadable": {"macie2_sessions": [gap]},
		"tables": {
			"s3_buckets": [{"name": "one", "region": "us-east-1"}, {"name": "two", "region": "eu-west-1"}],
			"macie2_sessions": [_session({})],
		},
	}
	{finding.verdict | some finding in answer} == wanted
}

test_absent_no_bucket if expect.verdicts(_answer([], [_session({})]), {["111111111111", "not-applicable"]})

test_absent_no_session if expect.verdicts(_answer(["us-east-1"], []), {["111111111111", "fail"]})

test_null_rows if {
	expect.verdicts(_answer([null], []), {["111111111111", "not-applicable"]})
	session := _session({"status": null, "finding_publishing_frequency": null})
	expect.verdicts(_answer(["us-east-1"], [session]), {["111111111111", "fail"]})
}

_answer(bucket_regions, sessions) := answer if {
	answer := check.findings with input as {
		"account": {"id": "111111111111", "regions": ["eu-west-1", "us-east-1"]},
		"unreadable": {},
		"tables": {"s3_buckets": [{"name": "data", "region": region} | some region in bucket_regions], "macie2_sessions": sessions},
	}
}

_session(changes) := object.union({"region": "us-east-1", "status": "ENABLED", "finding_publishing_frequency": "FIFTEEN_MINUTES"}, changes)
