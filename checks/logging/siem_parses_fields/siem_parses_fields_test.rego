package checks.logging.siem_parses_fields_test

import data.checks.lib.expect
import data.checks.logging.siem_parses_fields as check

test_pass_all_fields if expect.verdicts(_answer([_row]), {["o-example", "pass"]})

test_pass_a_few_without_agent if {
	expect.verdicts(_answer([object.union(_row, {"user_agent": 3700})]), {["o-example", "pass"]})
}

test_fail_half_without_agent if {
	answer := _answer([object.union(_row, {"user_agent": 2000})])
	expect.verdicts(answer, {["o-example", "pass"], ["userAgent", "fail"]})
}

test_fail_nested_field_not_extracted if {
	answer := _answer([object.union(_row, {"session_issuer_arn": 0, "resource_arn": 0})])
	expect.verdicts(answer, {
		["o-example", "pass"], ["resources[].ARN", "fail"],
		["userIdentity.sessionContext.sessionIssuer.arn", "fail"],
	})
}

test_fail_read_only_is_found_as_true_only if {
	answer := _answer([object.union(_row, {"read_only_false": 0})])
	expect.verdicts(answer, {["o-example", "pass"], ["readOnly=false", "fail"]})
}

test_absent_too_few_events if expect.verdicts(_answer([object.union(_row, {"events": 999})]), {["o-example", "unknown"]})

test_absent_no_row if expect.verdicts(_answer([]), {["o-example", "unknown"]})

test_null_fields_are_unknown if {
	blank := object.union({column: null | some column, _ in _row}, {"events": 4000})
	answer := _answer([blank])
	{finding.verdict | some finding in answer} == {"unknown"}
	count(answer) == count(_row) - 1
}

_answer(rows) := answer if {
	answer := check.findings with input as {"account": null, "organization": {
		"id": "o-example",
		"tables": {"siem_cloudtrail_fields": rows},
	}}
}

_row := {
	"events": 4000,
	"event_name": 4000,
	"event_source": 4000,
	"aws_region": 4000,
	"recipient_account": 4000,
	"source_ip_address": 4000,
	"user_agent": 4000,
	"user_identity_type": 4000,
	"user_identity_arn": 70,
	"user_identity_principal_id": 70,
	"user_identity_access_key_id": 70,
	"session_issuer_arn": 70,
	"error_code": 70,
	"resource_arn": 70,
	"read_only_true": 70,
	"read_only_false": 70,
}
