package checks.detection.guardduty_coverage_healthy_test

import data.checks.detection.guardduty_coverage_healthy as check
import data.checks.lib.expect

test_pass_healthy if {
	answer := _answer([_detector({})], [_coverage(3, null)])
	expect.verdicts(answer, {["111111111111", "pass"]})
	some finding in answer
	finding.seen == 3
}

test_fail_some_unhealthy if {
	answer := _answer([_detector({})], [_coverage(3, 1)])
	expect.verdicts(answer, {["d", "fail"]})
	some finding in answer
	finding.evidence == {"healthy": 3, "unhealthy": 1}
}

test_fail_all_unhealthy if expect.verdicts(_answer([_detector({})], [_coverage(null, 2)]), {["d", "fail"]})

test_absent_nothing_to_watch if expect.verdicts(_answer([_detector({})], [_coverage(0, 0)]), {["111111111111", "not-applicable"]})

test_absent_runtime_monitoring_is_off if {
	expect.verdicts(_answer([_detector({"features": [{"Name": "RUNTIME_MONITORING", "Status": "DISABLED"}]})], [_coverage(null, 2)]), {["111111111111", "not-applicable"]})
}

test_absent_suspended if expect.verdicts(_answer([_detector({"status": "DISABLED"})], [_coverage(null, 2)]), {["111111111111", "not-applicable"]})

test_unknown_not_answered if expect.verdicts(_answer([_detector({})], []), {["d", "unknown"]})

test_absent_no_detector if expect.verdicts(_answer([], []), {["111111111111", "not-applicable"]})

test_null_rows if {
	expect.verdicts(_answer([_detector({"status": null, "features": null})], [_coverage(null, null)]), {["111111111111", "not-applicable"]})
}

_detector(changes) := object.union(
	{"region": "eu-west-1", "detector_id": "d", "status": "ENABLED", "features": [{"Name": "RUNTIME_MONITORING", "Status": "ENABLED"}]},
	changes,
)

_coverage(healthy, unhealthy) := {"region": "eu-west-1", "detector_id": "d", "healthy": healthy, "unhealthy": unhealthy}

_answer(detectors, coverage) := answer if {
	answer := check.findings with input as {"account": {"id": "111111111111"}, "tables": {"guardduty_detectors": detectors, "guardduty_coverage": coverage}}
}
