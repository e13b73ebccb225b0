package checks.evidence.resource_tags_resolve_test

import data.checks.evidence.resource_tags_resolve as check
import data.checks.lib.expect

_full := {"owner": "team", "environment": "prod", "DataClassification": "none"}

test_pass_account_tells_all if {
	expect.verdicts(_answer(_full, [{}, null]), {["111111111111", "pass"]})
}

test_pass_resources_tell_all if expect.verdicts(_answer({}, [_full, _full]), {["111111111111", "pass"]})

test_pass_account_and_resources_together if {
	account := {"owner": "team", "environment": "prod"}
	expect.verdicts(_answer(account, [{"DataClassification": "pii"}]), {["111111111111", "pass"]})
}

test_fail_share_is_measured if {
	answer := _answer({"owner": "team", "environment": "prod"}, [{"DataClassification": "pii"}, {}, {"Name": "x"}, null])
	expect.verdicts(answer, {["111111111111", "fail"]})
	some finding in answer
	finding.message == "has 3 of 4 tagged resources that don't resolve to data"
	finding.evidence.percent_unresolved == 75
	count(finding.evidence.examples) == 3
}

test_fail_one_kind_missing if {
	expect.verdicts(_answer({}, [_full, {"owner": "team", "environment": "prod"}]), {["111111111111", "fail"]})
}

test_absent_nothing_tagged if expect.verdicts(_answer({}, []), {["111111111111", "fail"]})

test_absent_nothing_tagged_in_a_tagged_account if expect.verdicts(_answer(_full, []), {["111111111111", "pass"]})

test_null_row if expect.verdicts(_answer(null, [null]), {["111111111111", "fail"]})

test_pass_stand_alone_owner_from_configuration if {
	answer := check.findings with input as {
		"account": {"id": "111111111111", "owner": "team", "environment": "prod"},
		"organization": {"id": null, "tables": {"organizations_accounts": []}},
		"expectations": {"required-tags": {"owner": ["owner"], "environment": ["env"], "data": null}},
		"tables": {"tagging_resources": _resources([{}])},
	}
	expect.verdicts(answer, {["111111111111", "pass"]})
}

test_unknown_not_configured if {
	answer := check.findings with input as {
		"account": {"id": "111111111111", "owner": null, "environment": null},
		"organization": {"id": "o-example", "tables": {"organizations_accounts": []}},
		"expectations": {"required-tags": null},
		"tables": {"tagging_resources": []},
	}
	expect.verdicts(answer, {["111111111111", "unknown"]})
}

_answer(account_tags, resource_tags) := answer if {
	answer := check.findings with input as {
		"account": {"id": "111111111111", "owner": null, "environment": null},
		"organization": {"id": "o-example", "tables": {"organizations_accounts": [{"id": "111111111111", "tags": account_tags}]}},
		"expectations": {"required-tags": {
			"owner": ["owner", "Owner"],
			"environment": ["environment", "env"],
			"data": ["DataClassification"],
		}},
		"tables": {"tagging_resources": _resources(resource_tags)},
	}
}

_resources(resource_tags) := [resource |
	some i, own in resource_tags
	resource := {
		"account_id": "111111111111",
		"region": "us-east-1",
		"arn": sprintf("arn:aws:sqs:us-east-1:111111111111:queue-%d", [i]),
		"tags": own,
	}
]
