package checks.contacts.health_events_delivered_test

import data.checks.contacts.health_events_delivered as check
import data.checks.lib.expect

test_pass_rule if expect.verdicts(_answer({"rules": [_rule({})]}), {["111111111111", "pass"]})

test_pass_rule_of_this_place if {
	pattern := {"source": ["aws.health"], "account": ["111111111111", "222222222222"], "region": ["us-east-1"]}
	expect.verdicts(_answer({"rules": [_rule({"event_pattern": pattern})]}), {["111111111111", "pass"]})
}

test_pass_two_rules if {
	rules := [_rule({"arn": kind, "event_pattern": {"source": ["aws.health"], "detail-type": [kind]}}) |
		some kind in ["AWS Health Event", "AWS Health Abuse Event"]
	]
	expect.verdicts(_answer({"rules": rules}), {["111111111111", "pass"]})
}

test_pass_rules_for_these_notices if {
	patterns := [
		{"detail-type": ["AWS Health Event"], "detail": {"service": ["RISK"], "eventTypeCode": ["AWS_RISK_CREDENTIALS_EXPOSED"]}},
		{"detail-type": ["AWS Health Abuse Event"], "detail": {"service": ["ABUSE"], "eventTypeCategory": ["issue"]}},
	]
	expect.verdicts(_answer({"rules": [_rule({"arn": i, "event_pattern": pattern}) | some i, pattern in patterns]}), {["111111111111", "pass"]})
}

test_pass_other_partition if {
	expect.verdicts(_answer({"rules": [_rule({"region": "cn-north-1"})], "partition": "aws-cn"}), {["111111111111", "pass"]})
}

test_fail_rule[name] if {
	some name, changes in {
		"off": {"state": "DISABLED"},
		"without target": {"targets": []},
		"on another bus": {"event_bus_name": "security"},
		"in another region": {"region": "eu-west-1"},
		"of no abuse": {"event_pattern": {"source": ["aws.health"], "detail-type": ["AWS Health Event"]}},
		"of maintenance only": {"event_pattern": {"source": ["aws.health"], "detail": {"eventTypeCategory": ["scheduledChange"]}}},
		"of some services only": {"event_pattern": {"source": ["aws.health"], "detail": {"service": ["EC2", "RDS"]}}},
		"of another account": {"event_pattern": {"source": ["aws.health"], "account": ["222222222222"]}},
		"of another region": {"event_pattern": {"source": ["aws.health"], "region": ["eu-west-1"]}},
		"of another source": {"event_pattern": {"source": ["aws.guardduty"]}},
		"on a schedule": {"event_pattern": null},
	}
	expect.verdicts(_answer({"rules": [_rule(changes)]}), {["111111111111", "fail"]})
}

test_organizational_view[name] if {
	some name, given in {
		"in this account": {"delegates": ["111111111111"], "verdict": "fail"},
		"in another account": {"delegates": ["222222222222"], "verdict": "not-applicable"},
		"in the management account": {"delegates": [], "verdict": "not-applicable"},
		"in the management account, which is this": {"delegates": [], "management": "111111111111", "verdict": "fail"},
	}
	answer := _answer(object.union({"trusted": ["health.amazonaws.com"]}, given))
	expect.verdicts(answer, {["111111111111", given.verdict]})
}

test_fail_without_organizational_view if {
	expect.verdicts(_answer({"trusted": ["guardduty.amazonaws.com"], "delegates": ["222222222222"]}), {["111111111111", "fail"]})
}

test_absent_everything if {
	expect.verdicts(_answer({}), {["111111111111", "fail"]})
	expect.verdicts(_answer({"partition": "aws-cn"}), {["111111111111", "fail"]})
}

_denied(region) := [{"region": region, "reason": "denied", "message": "AccessDenied"}]

test_unread_regions if {
	expect.verdicts(_answer({"unreadable": {"events_rules": _denied("us-east-1")}}), {["111111111111", "unknown"]})
	expect.verdicts(_answer({"unreadable": {"events_rules": _denied(null)}}), {["111111111111", "unknown"]})
	expect.verdicts(_answer({"unreadable": {"events_rules": _denied("eu-west-1")}}), {["111111111111", "fail"]})
	expect.verdicts(_answer({"unreadable": {"events_rules": _denied("cn-north-1")}, "partition": "aws-cn"}), {["111111111111", "unknown"]})
	expect.verdicts(_answer({"unreadable": {"events_rules": _denied("eu-west-1")}, "rules": [_rule({})]}), {["111111111111", "pass"]})
}

test_unread_organization[name] if {
	some name in ["organizations_trusted_access", "organizations_delegated_services"]
	expect.verdicts(_answer({"unreadable": {name: _denied(null)}}), {["111111111111", "unknown"]})
	expect.verdicts(_answer({"unreadable": {name: _denied(null)}, "rules": [_rule({})]}), {["111111111111", "pass"]})
}

test_null_rows if {
	row := {"region": "us-east-1", "arn": null, "event_bus_name": null, "state": null, "event_pattern": null, "targets": []}
	expect.verdicts(_answer({"rules": [row], "trusted": [null], "delegates": [null]}), {["111111111111", "fail"]})
}

_answer(given) := answer if {
	answer := check.findings with input as {
		"account": {"id": "111111111111", "partition": object.get(given, "partition", "aws")},
		"organization": {
			"id": "o-example",
			"management_account_id": object.get(given, "management", "999999999999"),
			"tables": {
				"organizations_trusted_access": [{"service_principal": name} | some name in object.get(given, "trusted", [])],
				"organizations_delegated_services": [{"delegated_account_id": id, "service_principal": "health.amazonaws.com"} |
					some id in object.get(given, "delegates", [])
				],
			},
		},
		"tables": {"events_rules": object.get(given, "rules", [])},
		"unreadable": object.get(given, "unreadable", {}),
	}
}

# Objects merge deeply, so what changes is taken out first.
_rule(changes) := object.union(object.remove(_plain, object.keys(changes)), changes)

_plain := {
	"region": "us-east-1", "arn": "r", "event_bus_name": "default", "state": "ENABLED", "event_pattern": {"source": ["aws.health"]},
	"targets": [{"arn": "arn:aws:sqs:us-east-1:111111111111:health"}],
}
