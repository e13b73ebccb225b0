package checks.logging.api_access_logs_test

import data.checks.lib.expect
import data.checks.logging.api_access_logs as check

test_pass_both_kinds if {
	answer := _answer([_stage("prod", _log)], [_second("live", _log)])
	expect.verdicts(answer, {["111111111111", "pass"]})
	some finding in answer
	finding.seen == 2
}

test_fail_both_kinds if expect.verdicts(_answer([_stage("prod", "")], [_second("live", null)]), {["a1/prod", "fail"], ["b2/live", "fail"]})

test_good_and_bad_are_told_apart if {
	expect.verdicts(_answer([_stage("prod", _log), _stage("test", null)], []), {["111111111111", "pass"], ["a1/test", "fail"]})
}

test_absent_no_stage if expect.verdicts(_answer([], []), {["111111111111", "not-applicable"]})

test_null_row if expect.verdicts(_answer([_stage("prod", null)], []), {["a1/prod", "fail"]})

_answer(stages, second) := answer if {
	answer := check.findings with input as {
		"account": {"id": "111111111111"},
		"tables": {"apigateway_stages": stages, "apigateway_v2_stages": second},
	}
}

_log := "arn:aws:logs:us-east-1:111111111111:log-group:api"

_stage(name, destination) := {"region": "us-east-1", "rest_api_id": "a1", "name": name, "access_log_destination": destination}

_second(name, destination) := {"region": "us-east-1", "api_id": "b2", "stage_name": name, "access_log_destination": destination}
