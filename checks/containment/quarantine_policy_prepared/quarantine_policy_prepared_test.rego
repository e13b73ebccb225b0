package checks.containment.quarantine_policy_prepared_test

import data.checks.containment.quarantine_policy_prepared as check
import data.checks.lib.expect

test_pass_denies_everything if expect.verdicts(_answer([_policy("p-1", _freeze({}))]), {["o-example", "pass"]})

test_pass_but_the_responder if {
	condition := {"Condition": {"ArnNotLike": {"aws:PrincipalArn": "arn:aws:iam::*:role/incident-responder"}}}
	expect.verdicts(_answer([_policy("p-0", _full), _policy("p-1", _freeze(condition))]), {["o-example", "pass"]})
}

test_fail_only_full_access if expect.verdicts(_answer([_policy("p-0", _full)]), {["o-example", "fail"]})

test_fail_region_deny_freezes_nothing if {
	condition := {"Condition": {"StringNotEquals": {"aws:RequestedRegion": ["us-east-1", "eu-west-1"]}}}
	expect.verdicts(_answer([_policy("p-1", _freeze(condition))]), {["o-example", "fail"]})
}

test_fail_denies_some if {
	content := {"Statement": [{"Effect": "Deny", "Action": ["ec2:*", "iam:*"], "Resource": "*"}]}
	expect.verdicts(_answer([_policy("p-1", content)]), {["o-example", "fail"]})
}

test_absent_no_policy if expect.verdicts(_answer([]), {["o-example", "fail"]})

test_null_content if expect.verdicts(_answer([_policy("p-1", null)]), {["p-1", "unknown"]})

_full := {"Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*"}]}

_freeze(changes) := {"Statement": [object.union({"Effect": "Deny", "Action": "*", "Resource": "*"}, changes)]}

_policy(id, content) := {"id": id, "name": id, "content": content}

_answer(policies) := answer if {
	answer := check.findings with input as {"account": null, "organization": {"id": "o-example", "tables": {"organizations_service_control_policies": policies}}}
}
