package checks.contacts.account_creation_answered_test

import data.checks.contacts.account_creation_answered as check
import data.checks.lib.expect

test_pass_rule[name] if {
	some name, pattern in {
		"of Organizations": _created,
		"of all that Organizations reports": {"source": ["aws.organizations"], "detail-type": ["AWS Service Event via CloudTrail"]},
		"that asks for success": object.union(_created, {"detail": {
			"eventName": ["CreateAccountResult"],
			"serviceEventDetails": {"createAccountStatus": {"state": ["SUCCEEDED"]}},
		}}),
		"of Control Tower": {
			"source": ["aws.controltower"], "detail-type": ["AWS Service Event via CloudTrail"],
			"detail": {"eventName": ["CreateManagedAccount"]},
		},
		"on the call": {
			"source": ["aws.organizations"], "detail-type": ["AWS API Call via CloudTrail"],
			"detail": {"eventName": ["CreateAccount"]},
		},
	}
	expect.verdicts(_answer(true, [_rule({"event_pattern": pattern})]), {["111111111111", "pass"]})
}

test_pass_of_this_place if {
	pattern := object.union(_created, {"account": ["111111111111"], "region": ["us-east-1"]})
	expect.verdicts(_answer(true, [_rule({"event_pattern": pattern})]), {["111111111111", "pass"]})
}

test_pass_control_tower_elsewhere if {
	pattern := {"source": ["aws.controltower"], "detail-type": ["AWS Service Event via CloudTrail"]}
	expect.verdicts(_answer(true, [_rule({"region": "eu-west-1", "event_pattern": pattern})]), {["111111111111", "pass"]})
}

test_unknown_rule[name] if {
	some name, changes in {
		"off": {"state": "DISABLED"},
		"without target": {"targets": []},
		"on another event": {"event_pattern": object.union(_created, {"detail": {"eventName": ["CreateOrganizationResult"]}})},
		"of failures": {"event_pattern": object.union(_created, {"detail": {"serviceEventDetails": {"createAccountStatus": {"state": ["FAILED"]}}}})},
		"of another account": {"event_pattern": object.union(_created, {"account": ["222222222222"]})},
		"of another region": {"event_pattern": object.union(_created, {"region": ["eu-west-1"]})},
		"on a schedule": {"event_pattern": null},
		"where Organizations tells nothing": {"region": "eu-west-1"},
		"on another bus": {"event_bus_name": "security"},
	}
	answer := _answer(true, [_rule(changes)])
	expect.verdicts(answer, {["111111111111", "unknown"]})
	some finding in answer
	finding.reason == "needs-attestation"
}

test_absent_rules if expect.verdicts(_answer(true, []), {["111111111111", "unknown"]})

test_not_applicable_member if expect.verdicts(_answer(false, [_rule({})]), {["111111111111", "not-applicable"]})

test_null_row if {
	expect.verdicts(_answer(true, [{"region": "us-east-1", "arn": null, "event_bus_name": null, "state": null, "event_pattern": null, "targets": []}]), {["111111111111", "unknown"]})
	expect.verdicts(_answer(null, []), {["111111111111", "not-applicable"]})
}

_answer(management, rules) := answer if {
	answer := check.findings with input as {
		"account": {"id": "111111111111", "management": management, "partition": "aws"},
		"tables": {"events_rules": rules},
	}
}

_created := {
	"source": ["aws.organizations"], "detail-type": ["AWS Service Event via CloudTrail"],
	"detail": {"eventName": ["CreateAccountResult"]},
}

# Objects merge deeply, so what changes is taken out first.
_rule(changes) := object.union(object.remove(_plain, object.keys(changes)), changes)

_plain := {
	"region": "us-east-1", "arn": "r", "event_bus_name": "default", "state": "ENABLED", "event_pattern": _created,
	"targets": [{"arn": "arn:aws:lambda:us-east-1:111111111111:function:new-account"}],
}
