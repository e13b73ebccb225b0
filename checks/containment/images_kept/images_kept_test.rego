package checks.containment.images_kept_test

import data.checks.containment.images_kept as check
import data.checks.lib.expect

test_pass_not_shared if expect.verdicts(_answer([_image(false, [])]), {["111111111111", "pass"]})

test_pass_shared_at_home[name] if {
	some name, permission in {
		"account": {"UserId": "222222222222", "Group": ""},
		"organization": {"OrganizationArn": "arn:aws:organizations::999999999999:organization/o-example"},
		"unit": {"OrganizationalUnitArn": "arn:aws:organizations::999999999999:ou/o-example/ou-1234-abcdefgh"},
	}
	expect.verdicts(_answer([_image(false, [permission])]), {["111111111111", "pass"]})
}

test_fail_public if {
	answer := _answer([_image(true, [{"Group": "all", "UserId": null}])])
	expect.verdicts(answer, {["ami-1", "fail"]})
	some finding in answer
	finding.evidence.shared_with == ["everybody"]
}

test_fail_public_and_permissions_not_read if expect.verdicts(_answer([_image(true, null)]), {["ami-1", "fail"]})

test_fail_outsider[name] if {
	some name, permission in {
		"account": {"UserId": "888888888888"},
		"organization": {"OrganizationArn": "arn:aws:organizations::888888888888:organization/o-other"},
		"unit": {"OrganizationalUnitArn": "arn:aws:organizations::888888888888:ou/o-other/ou-1234-abcdefgh"},
	}
	expect.verdicts(_answer([_image(false, [permission])]), {["ami-1", "fail"]})
}

test_absent_no_image if expect.verdicts(_answer([]), {["111111111111", "not-applicable"]})

test_null_row if expect.verdicts(_answer([_image(null, null)]), {["ami-1", "unknown"]})

_image(public, permissions) := {"region": "eu-west-1", "image_id": "ami-1", "name": "golden", "public": public, "launch_permissions": permissions}

_answer(rows) := answer if {
	answer := check.findings with input as {
		"account": {"id": "111111111111"},
		"organization": {"id": "o-example", "tables": {"organizations_accounts": [{"id": "111111111111"}, {"id": "222222222222"}]}},
		"tables": {"ec2_image_permissions": rows},
	}
}
