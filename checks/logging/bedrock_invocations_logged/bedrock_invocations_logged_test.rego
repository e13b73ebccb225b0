package checks.logging.bedrock_invocations_logged_test

import data.checks.lib.expect
import data.checks.logging.bedrock_invocations_logged as check

test_pass_place[name] if {
	some name, changes in {
		"a log group": {"log_group_name": "/aws/bedrock/invocations"},
		"a bucket": {"bucket_name": "example-org-bedrock"},
	}
	expect.verdicts(_answer([_use({})], [_logging(changes)], {}), {["111111111111", "pass"]})
}

test_fail_nowhere if {
	answer := _answer([_use({})], [_logging({})], {})
	expect.verdicts(answer, {["111111111111", "fail"]})
	some finding in answer
	finding.region == "us-east-1"
	finding.evidence.models == ["example.model-v1"]
}

test_fail_empty_names if {
	expect.verdicts(_answer([_use({})], [_logging({"log_group_name": "", "bucket_name": ""})], {}), {["111111111111", "fail"]})
}

test_fail_in_one_of_two_regions if {
	uses := [_use({}), _use({"region": "eu-west-1"})]
	logging := [_logging({"bucket_name": "b"}), _logging({"region": "eu-west-1"})]
	expect.verdicts(_answer(uses, logging, {}), {["111111111111", "pass"], ["111111111111", "fail"]})
}

test_unknown_setting_was_not_read if {
	expect.verdicts(_answer([_use({})], [], {"bedrock_invocation_logging": _gap("us-east-1", "denied")}), {["111111111111", "unknown"]})
	expect.verdicts(_answer([_use({})], [], {"bedrock_invocation_logging": _gap(null, "not-collected")}), {["111111111111", "unknown"]})
}

test_unknown_use_was_not_read if {
	expect.verdicts(_answer([], [], {"bedrock_model_use": _gap("us-east-1", "denied")}), {["111111111111", "unknown"]})
	expect.verdicts(_answer([], [], {"bedrock_model_use": _gap(null, "denied")}), {["111111111111", "unknown"]})
}

test_not_applicable_where_bedrock_is_not_offered if {
	expect.verdicts(_answer([], [], {"bedrock_invocation_logging": _gap("ap-east-1", "region-not-covered")}), {["111111111111", "not-applicable"]})
}

test_absent_use if expect.verdicts(_answer([], [], {}), {["111111111111", "not-applicable"]})

test_null_row if {
	row := {"account_id": "111111111111", "region": "us-east-1", "log_group_name": null, "bucket_name": null, "text_delivered": null}
	expect.verdicts(_answer([_use({})], [row], {}), {["111111111111", "fail"]})
}

_answer(uses, logging, unreadable) := answer if {
	answer := check.findings with input as {
		"account": {"id": "111111111111"},
		"tables": {"bedrock_model_use": uses, "bedrock_invocation_logging": logging},
		"unreadable": unreadable,
	}
}

_gap(region, reason) := [{"region": region, "reason": reason, "message": "none"}]

_use(changes) := object.union({"account_id": "111111111111", "region": "us-east-1", "models": ["example.model-v1"]}, changes)

_logging(changes) := object.union(
	{"account_id": "111111111111", "region": "us-east-1", "log_group_name": null, "bucket_name": null, "text_delivered": true},
	changes,
)
