package checks.detection.guardduty_runtime_monitoring_test

import data.checks.detection.guardduty_runtime_monitoring as check
import data.checks.lib.expect

test_pass_both_agents if expect.verdicts(_answer([_feature("RUNTIME_MONITORING", _agents)]), {["111111111111", "pass"]})

test_fail_agent_is_missing if {
	answer := _answer([_feature("RUNTIME_MONITORING", ["EKS_ADDON_MANAGEMENT"])])
	expect.verdicts(answer, {["d", "fail"]})
	some finding in answer
	finding.evidence.missing == {"EC2_AGENT_MANAGEMENT"}
}

test_fail_older_feature_is_for_clusters_only if expect.verdicts(_answer([_feature("EKS_RUNTIME_MONITORING", _agents)]), {["d", "fail"]})

test_fail_both_features if {
	answer := _answer([_feature("RUNTIME_MONITORING", _agents), _feature("EKS_RUNTIME_MONITORING", [])])
	expect.verdicts(answer, {["d", "fail"]})
}

test_unknown_features_do_no_harm if {
	answer := _answer([_feature("AI_PROTECTION", ["SOMETHING_NEW"]), _feature("RUNTIME_MONITORING", _agents)])
	expect.verdicts(answer, {["111111111111", "pass"]})
}

test_fail_no_detector if {
	expect.verdicts(_given([], [{"region": "us-east-1", "instance_state": "running"}], []), {["111111111111", "fail"]})
}

test_absent_nothing_runs if expect.verdicts(_given([_detector(null)], [], []), {["111111111111", "not-applicable"]})

test_null_rows if {
	detector := {"region": "us-east-1", "detector_id": "d", "status": null, "features": null}
	expect.verdicts(_given([detector], [{"region": "us-east-1", "instance_state": null}], []), {["111111111111", "fail"]})
}

test_null_features if expect.verdicts(_answer(null), {["d", "fail"]})

_answer(features) := _given([_detector(features)], [{"region": "us-east-1", "instance_state": "running"}], [{"region": "us-east-1", "name": "apps"}])

_given(detectors, instances, clusters) := answer if {
	answer := check.findings with input as {
		"account": {"id": "111111111111"},
		"tables": {"guardduty_detectors": detectors, "ec2_instances": instances, "eks_clusters": clusters},
	}
}

_agents := ["EKS_ADDON_MANAGEMENT", "EC2_AGENT_MANAGEMENT", "ECS_FARGATE_AGENT_MANAGEMENT"]

_detector(features) := {"region": "us-east-1", "detector_id": "d", "status": "ENABLED", "features": features}

_feature(name, agents) := {
	"Name": name, "Status": "ENABLED",
	"AdditionalConfiguration": [{"Name": agent, "Status": "ENABLED"} | some agent in agents],
}
