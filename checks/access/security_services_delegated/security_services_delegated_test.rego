package checks.access.security_services_delegated_test

import data.checks.access.security_services_delegated as check
import data.checks.lib.expect

test_pass_delegated_to_security_account if {
	answer := _answer("222222222222", ["guardduty.amazonaws.com"], {"guardduty.amazonaws.com": ["222222222222"]})
	expect.verdicts(answer, {["o-example", "pass"]})
}

test_fail_delegated_elsewhere if {
	answer := _answer("222222222222", ["guardduty.amazonaws.com"], {"guardduty.amazonaws.com": ["333333333333"]})
	expect.verdicts(answer, {["guardduty.amazonaws.com", "fail"]})
	some finding in answer
	finding.evidence.delegated_to == ["333333333333"]
}

test_fail_delegated_to_two if {
	answer := _answer("222222222222", [], {
		"config.amazonaws.com": ["222222222222", "333333333333"],
		"securityhub.amazonaws.com": ["222222222222"],
	})
	expect.verdicts(answer, {["config.amazonaws.com", "fail"], ["o-example", "pass"]})
}

test_fail_used_and_not_delegated if {
	answer := _answer("222222222222", ["macie.amazonaws.com", "guardduty.amazonaws.com"], {"guardduty.amazonaws.com": ["222222222222"]})
	expect.verdicts(answer, {["macie.amazonaws.com", "fail"], ["o-example", "pass"]})
}

test_fail_only_other_services if {
	answer := _answer("222222222222", ["sso.amazonaws.com"], {"sso.amazonaws.com": ["333333333333"]})
	expect.verdicts(answer, {["o-example", "fail"]})
}

test_pass_trusted_access_not_listed if {
	answer := _answer("222222222222", [], {"access-analyzer.amazonaws.com": ["222222222222"]})
	expect.verdicts(answer, {["o-example", "pass"]})
}

test_pass_trail_without_a_delegated_administrator if {
	answer := _answer("222222222222", ["cloudtrail.amazonaws.com", "macie.amazonaws.com"], {"macie.amazonaws.com": ["222222222222"]})
	expect.verdicts(answer, {["o-example", "pass"]})
}

test_pass_trails_delegated_to_the_log_archive if {
	answer := _answer("222222222222", ["cloudtrail.amazonaws.com"], {"cloudtrail.amazonaws.com": ["333333333333"]})
	expect.verdicts(answer, {["o-example", "pass"]})
}

test_fail_trails_delegated_elsewhere if {
	answer := _answer("222222222222", ["cloudtrail.amazonaws.com"], {"cloudtrail.amazonaws.com": ["444444444444"]})
	expect.verdicts(answer, {["cloudtrail.amazonaws.com", "fail"]})
}

test_fail_only_a_trail if expect.verdicts(_answer("222222222222", ["cloudtrail.amazonaws.com"], {}), {["o-example", "fail"]})

test_absent_nothing if expect.verdicts(_answer("222222222222", [], {}), {["o-example", "fail"]})

test_null_dates if {
	answer := _answer("222222222222", [], {"guardduty.amazonaws.com": ["222222222222"]})
	expect.verdicts(answer, {["o-example", "pass"]})
}

test_unknown_not_configured if expect.verdicts(_answer(null, [], {}), {["o-example", "unknown"]})

_answer(security, trusted, delegated) := answer if {
	answer := check.findings with input as {
		"expectations": {"security-account": security, "log-archive-account": "333333333333"},
		"organization": {"id": "o-example", "tables": {
			"organizations_trusted_access": [{"service_principal": service, "enabled_at": null} | some service in trusted],
			"organizations_delegated_services": [delegation |
				some service, accounts in delegated
				some account in accounts
				delegation := {"delegated_account_id": account, "service_principal": service, "delegation_enabled_date": null}
			],
		}},
	}
}
