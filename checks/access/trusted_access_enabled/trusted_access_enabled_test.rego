package checks.access.trusted_access_enabled_test

import data.checks.access.trusted_access_enabled as check
import data.checks.lib.expect

test_pass_all_trusted if {
	answer := _answer("aws", ["account.amazonaws.com", "guardduty.amazonaws.com"], ["guardduty.amazonaws.com"])
	expect.verdicts(answer, {["o-example", "pass"]})
}

test_fail_account_management if {
	answer := _answer("aws", ["guardduty.amazonaws.com"], ["guardduty.amazonaws.com"])
	expect.verdicts(answer, {["account.amazonaws.com", "fail"]})
}

test_fail_delegated_service if {
	answer := _answer("aws", ["account.amazonaws.com"], ["guardduty.amazonaws.com"])
	expect.verdicts(answer, {["guardduty.amazonaws.com", "fail"]})
}

test_absent_nothing if expect.verdicts(_answer("aws", [], []), {["account.amazonaws.com", "fail"]})

test_partition_without_contacts if expect.verdicts(_answer("aws-us-gov", [], []), {["o-example", "not-applicable"]})

test_null_root if {
	answer := check.findings with input as {"organization": {"id": "o-example", "tables": {
		"organizations_root": [{"id": "r-ab12", "arn": null, "policy_types": null}],
		"organizations_trusted_access": [],
		"organizations_delegated_services": [],
	}}}
	expect.verdicts(answer, {["account.amazonaws.com", "fail"]})
}

_answer(partition, trusted, delegated) := answer if {
	answer := check.findings with input as {"organization": {"id": "o-example", "tables": {
		"organizations_root": [{
			"id": "r-ab12",
			"arn": concat("", ["arn:", partition, ":organizations::999999999999:root/o-example/r-ab12"]),
			"policy_types": [],
		}],
		"organizations_trusted_access": [{"service_principal": service, "enabled_at": null} | some service in trusted],
		"organizations_delegated_services": [delegation |
			some service in delegated
			delegation := {
				"delegated_account_id": "222222222222",
				"service_principal": service,
				"delegation_enabled_date": null,
			}
		],
	}}}
}
