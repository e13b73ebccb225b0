package checks.detection.guardduty_suppression_narrow_test

import data.checks.detection.guardduty_suppression_narrow as check
import data.checks.lib.expect

test_pass_type_and_resource if {
	criteria := {"type": {"Eq": ["Recon:EC2/Portscan"]}, "resource.instanceDetails.instanceId": {"Eq": ["i-1"]}}
	expect.verdicts(_answer([_filter({"finding_criteria": {"Criterion": criteria}})]), {["111111111111", "pass"]})
}

test_fail_criteria[name] if {
	some name, criteria in {
		"none": {},
		"severity": {"severity": {"Gte": 7, "Eq": null}},
		"region": {"region": {"Eq": ["us-east-1"]}},
		"all access keys": {"resource.resourceType": {"Equals": ["AccessKey"]}},
		"all connections": {"service.action.actionType": {"Equals": ["NETWORK_CONNECTION"]}, "service.resourceRole": {"Equals": ["TARGET"]}},
		"every service": {"service.serviceName": {"Eq": ["guardduty"]}},
		"any type": {"type": {"Matches": ["*"]}},
		"all but one type": {"type": {"Eq": null, "Neq": ["Recon:EC2/Portscan"]}},
		"a type without values": {"type": {"Eq": [], "Equals": null}},
	}
	expect.verdicts(_answer([_filter({"finding_criteria": {"Criterion": criteria}})]), {["scanner", "fail"]})
}

test_same_name_in_two_regions if {
	other := _filter({"region": "eu-west-1", "detector_id": "e", "finding_criteria": {"Criterion": {}}})
	answer := _answer([_filter({}), other])
	{[finding.region, finding.verdict] | some finding in answer} == {["us-east-1", "pass"], ["eu-west-1", "fail"]}
}

test_not_applicable_filter_of_a_view if expect.verdicts(_answer([_filter({"action": "NOOP"})]), {["111111111111", "not-applicable"]})

test_absent_no_filter if expect.verdicts(_answer([]), {["111111111111", "not-applicable"]})

test_null_row if {
	filter := _filter({"action": null, "rank": null, "finding_criteria": null})
	expect.verdicts(_answer([filter]), {["scanner", "fail"]})
}

_answer(filters) := answer if {
	answer := check.findings with input as {"account": {"id": "111111111111"}, "tables": {"guardduty_filters": filters}}
}

# Objects merge deeply, so what changes is taken out first.
_filter(changes) := object.union(object.remove(_scanner, object.keys(changes)), changes)

_scanner := {
	"region": "us-east-1", "detector_id": "d", "name": "scanner", "action": "ARCHIVE", "rank": 1,
	"finding_criteria": {"Criterion": {"type": {"Eq": ["Recon:EC2/Portscan"]}}},
}
