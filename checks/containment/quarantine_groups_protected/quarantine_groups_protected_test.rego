package checks.containment.quarantine_groups_protected_test

import data.checks.containment.quarantine_groups_protected as check
import data.checks.lib.expect

test_pass_denied_by_tag if expect.verdicts(_answer({}), {["111111111111", "pass"]})

test_pass_denied_to_all_but_the_responder if {
	but := {"ArnNotLike": {"aws:PrincipalArn": "arn:aws:iam::*:role/responder"}}
	expect.verdicts(_answer({"condition": object.union(but, _by_tag)}), {["111111111111", "pass"]})
}

test_unknown_group_without_the_tag if expect.verdicts(_answer({"tags": {}}), {["sg-q", "unknown"]})

test_unknown_tags_that_differ_in_case_alone if {
	expect.verdicts(_answer({"tags": {"purpose": "quarantine", "Purpose": "apps"}}), {["sg-q", "unknown"]})
}

test_pass_tags_that_differ_in_case_and_agree if {
	expect.verdicts(_answer({"tags": {"purpose": "quarantine", "Purpose": "quarantine"}}), {["111111111111", "pass"]})
}

test_fail_group_with_another_value if expect.verdicts(_answer({"tags": {"purpose": "apps"}}), {["sg-q", "fail"]})

test_fail_only_deleting_is_denied if {
	answer := _answer({"actions": ["ec2:DeleteSecurityGroup"]})
	expect.verdicts(answer, {["sg-q", "fail"]})
	some finding in answer
	finding.evidence.free == ["ec2:AuthorizeSecurityGroupEgress", "ec2:AuthorizeSecurityGroupIngress", "ec2:ModifySecurityGroupRules"]
}

test_fail_rules_may_be_modified if {
	answer := _answer({"actions": ["ec2:AuthorizeSecurityGroup*", "ec2:RevokeSecurityGroup*", "ec2:DeleteSecurityGroup"]})
	expect.verdicts(answer, {["sg-q", "fail"]})
	some finding in answer
	finding.evidence.free == ["ec2:ModifySecurityGroupRules"]
}

test_fail_attached_elsewhere if expect.verdicts(_answer({"target": "ou-other"}), {["sg-q", "fail"]})

test_unknown_condition if {
	expect.verdicts(_answer({"condition": {"IpAddress": {"aws:SourceIp": "203.0.113.0/24"}}}), {["sg-q", "unknown"]})
}

test_unknown_text if expect.verdicts(_answer({"content": null}), {["sg-q", "unknown"]})

test_not_applicable_management if expect.verdicts(_answer({"management": true}), {["111111111111", "not-applicable"]})

test_not_applicable_alone if expect.verdicts(_answer({"organization": null}), {["111111111111", "not-applicable"]})

test_absent_no_such_group if expect.verdicts(_answer({"name": "apps"}), {["111111111111", "not-applicable"]})

test_null_row if expect.verdicts(_answer({"name": null, "tags": null}), {["sg-q", "unknown"]})

_by_tag := {"StringEquals": {"aws:ResourceTag/purpose": "quarantine"}}

_answer(changes) := answer if {
	document := {"Statement": [{
		"Effect": "Deny",
		"Action": object.get(changes, "actions", ["ec2:AuthorizeSecurityGroup*", "ec2:ModifySecurityGroupRules", "ec2:DeleteSecurityGroup"]),
		"Resource": "*",
		"Condition": object.get(changes, "condition", _by_tag),
	}]}
	answer := check.findings with input as {
		"account": {"id": "111111111111", "partition": "aws", "management": object.get(changes, "management", false)},
		"organization": {"id": object.get(changes, "organization", "o-1"), "management_account_id": "999999999999", "tables": {
			"organizations_accounts": [{"id": "111111111111", "parent_id": "ou-1"}, {"id": null, "parent_id": null}],
			"organizations_organizational_units": [{"id": "ou-1", "parent_id": "r-1"}],
			"organizations_service_control_policies": [{"id": "p-1", "content": object.get(changes, "content", document)}],
			"organizations_service_control_policy_targets": [{"policy_id": "p-1", "target_id": object.get(changes, "target", "r-1")}],
		}},
		"tables": {"vpc_security_groups": [{
			"region": "eu-west-1", "group_id": "sg-q", "group_name": object.get(changes, "name", "quarantine"),
			"tags": object.get(changes, "tags", {"purpose": "quarantine"}),
		}]},
	}
}
