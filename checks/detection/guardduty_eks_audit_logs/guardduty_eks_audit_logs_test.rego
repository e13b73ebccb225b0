package checks.detection.guardduty_eks_audit_logs_test

import data.checks.detection.guardduty_eks_audit_logs as check
import data.checks.lib.expect

test_pass_on if expect.verdicts(_answer([_detector("ENABLED", "ENABLED")], [{"region": "us-east-1"}]), {["111111111111", "pass"]})

test_fail_off if expect.verdicts(_answer([_detector("ENABLED", "DISABLED")], [{"region": "us-east-1"}]), {["111111111111", "fail"]})

test_fail_suspended if expect.verdicts(_answer([_detector("DISABLED", "ENABLED")], [{"region": "us-east-1"}]), {["111111111111", "fail"]})

test_fail_feature_is_not_named if {
	detector := object.union(_detector("ENABLED", "ENABLED"), {"features": [{"Name": "SOMETHING_NEW", "Status": "ENABLED"}]})
	expect.verdicts(_answer([detector], [{"region": "us-east-1"}]), {["111111111111", "fail"]})
}

test_other_regions_do_not_matter if {
	other := object.union(_detector("ENABLED", "DISABLED"), {"region": "eu-west-1"})
	expect.verdicts(_answer([_detector("ENABLED", "ENABLED"), other], [{"region": "us-east-1"}]), {["111111111111", "pass"]})
}

test_absent_nothing_to_watch if expect.verdicts(_answer([_detector("ENABLED", "DISABLED")], []), {["111111111111", "not-applicable"]})

test_absent_no_detector if expect.verdicts(_answer([], [{"region": "us-east-1"}]), {["111111111111", "fail"]})

test_null_detector if {
	detector := {"region": "us-east-1", "detector_id": "d", "status": null, "features": null}
	expect.verdicts(_answer([detector], [{"region": "us-east-1"}]), {["111111111111", "fail"]})
}

_answer(detectors, used) := answer if {
	answer := check.findings with input as {
		"account": {"id": "111111111111"},
		"tables": {"guardduty_detectors": detectors, "eks_clusters": used},
	}
}

_detector(status, analysis) := {
	"region": "us-east-1", "detector_id": "d", "status": status,
	"features": [{"Name": "CLOUD_TRAIL", "Status": "ENABLED"}, {"Name": "EKS_AUDIT_LOGS", "Status": analysis}],
}
