package checks.contacts.contact_management_delegated_test

import data.checks.contacts.contact_management_delegated as check
import data.checks.lib.expect

test_pass_trusted_and_delegated if {
	answer := _answer("aws", ["account.amazonaws.com"], ["account.amazonaws.com"])
	expect.verdicts(answer, {["o-example", "pass"]})
	some finding in answer
	finding.message == "has account management delegated to 222222222222"
}

test_fail_not_trusted if {
	expect.verdicts(_answer("aws", ["guardduty.amazonaws.com"], ["account.amazonaws.com"]), {["o-example", "fail"]})
}

test_fail_not_delegated if {
	expect.verdicts(_answer("aws", ["account.amazonaws.com"], ["guardduty.amazonaws.com"]), {["o-example", "fail"]})
}

test_absent_nothing if expect.verdicts(_answer("aws", [], []), {["o-example", "fail"]})

test_null_root if {
	answer := check.findings with input as {"organization": {"id": "o-example", "tables": {
		"organizations_root": [{"id": "r-1", "arn": null, "name": null, "policy_types": null}],
		"organizations_trusted_access": [],
		"organizations_delegated_services": [],
	}}}
	expect.verdicts(answer, {["o-example", "fail"]})
}

test_partition_without_contacts if expect.verdicts(_answer("aws-us-gov", [], []), {["o-example", "not-applicable"]})

_answer(partition, trusted, delegated) := answer if {
	answer := check.findings with input as {
		"account": null,
		"organization": {"id": "o-example", "tables": {
			"organizations_root": [{
				"id": "r-ab12",
				"name": "Root",
				"arn": concat("", ["arn:", partition, ":organizations::999999999999:root/o-example/r-ab12"]),
				"policy_types": [],
			}],
			"organizations_trusted_access": [{"service_principal": service, "enabled_at": "2024-01-01T00:00:00Z"} |
				some service in trusted
			],
			"organizations_delegated_services": [delegation |
				some service in delegated
				delegation := {
					"delegated_account_id": "222222222222",
					"service_principal": service,
					"delegation_enabled_date": "2024-01-01T00:00:00Z",
				}
			],
		}},
	}
}
