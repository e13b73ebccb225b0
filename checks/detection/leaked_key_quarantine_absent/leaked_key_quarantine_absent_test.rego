package checks.detection.leaked_key_quarantine_absent_test

import data.checks.detection.leaked_key_quarantine_absent as check
import data.checks.lib.expect

test_pass_other_policies if {
	answer := _answer([_user("a", ["arn:aws:iam::aws:policy/ReadOnlyAccess"]), _user("b", [])])
	expect.verdicts(answer, {["111111111111", "pass"]})
	some finding in answer
	finding.seen == 2
}

test_fail_every_version[policy] if {
	some policy in [
		"arn:aws:iam::aws:policy/AWSCompromisedKeyQuarantine",
		"arn:aws:iam::aws:policy/AWSCompromisedKeyQuarantineV3",
		"arn:aws-us-gov:iam::aws:policy/AWSCompromisedKeyQuarantineV2",
	]
	answer := _answer([_user("a", ["arn:aws:iam::aws:policy/ReadOnlyAccess", policy])])
	expect.verdicts(answer, {["arn:aws:iam::111111111111:user/a", "fail"]})
	some finding in answer
	finding.evidence.policies == [policy]
}

test_fail_beside_good_users if {
	answer := _answer([_user("a", ["arn:aws:iam::aws:policy/AWSCompromisedKeyQuarantineV3"]), _user("b", [])])
	expect.verdicts(answer, {["arn:aws:iam::111111111111:user/a", "fail"], ["111111111111", "pass"]})
}

test_absent_no_users if expect.verdicts(_answer([]), {["111111111111", "pass"]})

test_null_row if expect.verdicts(_answer([_user("a", null)]), {["arn:aws:iam::111111111111:user/a", "unknown"]})

_answer(users) := answer if {
	answer := check.findings with input as {
		"account": {"id": "111111111111"},
		"tables": {"iam_user_policies": users},
	}
}

_user(name, attached) := {
	"arn": concat("", ["arn:aws:iam::111111111111:user/", name]),
	"name": name,
	"attached_policy_arns": attached,
}
