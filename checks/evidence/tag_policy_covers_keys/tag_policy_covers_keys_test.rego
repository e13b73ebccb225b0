package checks.evidence.tag_policy_covers_keys_test

import data.checks.evidence.tag_policy_covers_keys as check
import data.checks.lib.expect

test_pass_every_kind if expect.verdicts(_answer([_policy({"Owner": "Owner", "Environment": "Environment"})], ["r-1"]), {["o-example", "pass"]})

test_pass_key_in_another_case if expect.verdicts(_answer([_policy({"owner": "OWNER", "env": "env"})], ["r-1"]), {["o-example", "pass"]})

test_fail_one_kind_missing if {
	answer := _answer([_policy({"Owner": "Owner"})], ["r-1"])
	expect.verdicts(answer, {["o-example", "fail"]})
	some finding in answer
	contains(finding.message, "environment")
}

test_fail_attached_nowhere if expect.verdicts(_answer([_policy({"Owner": "Owner", "env": "env"})], []), {["o-example", "fail"]})

test_absent_no_policy if expect.verdicts(_answer([], []), {["o-example", "fail"]})

test_null_content if expect.verdicts(_answer([{"id": "p-1", "content": null}], ["r-1"]), {["p-1", "unknown"]})

test_unknown_not_configured if {
	answer := check.findings with input as object.union(_input([], []), {"expectations": {"required-tags": null}})
	expect.verdicts(answer, {["o-example", "unknown"]})
}

_policy(keys) := {"id": "p-1", "content": {"tags": {name: {"tag_key": {"@@assign": key}} | some name, key in keys}}}

_answer(policies, targets) := answer if {
	answer := check.findings with input as _input(policies, targets)
}

_input(policies, targets) := {
	"account": null,
	"expectations": {"required-tags": {"owner": ["owner"], "environment": ["environment", "env"], "data": null}},
	"organization": {"id": "o-example", "tables": {
		"organizations_tag_policies": policies,
		"organizations_tag_policy_targets": [{"policy_id": "p-1", "target_id": target} | some target in targets],
	}},
}
