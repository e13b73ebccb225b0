package checks.containment.transit_gateways_within_organization_test

import data.checks.containment.transit_gateways_within_organization as check
import data.checks.lib.expect

test_pass_within if expect.verdicts(_answer([_attachment({})]), {["111111111111", "pass"]})

test_fail_stranger if {
	answer := _answer([_attachment({"resource_owner_id": "999999999999"})])
	expect.verdicts(answer, {["tgw-attach-1", "fail"]})
	some finding in answer
	finding.evidence.strangers == ["999999999999"]
}

test_fail_stranger_waits if {
	expect.verdicts(_answer([_attachment({"transit_gateway_owner_id": "999999999999", "state": "pendingAcceptance"})]), {["tgw-attach-1", "fail"]})
}

test_absent_deleted if expect.verdicts(_answer([_attachment({"state": "deleted", "resource_owner_id": "999999999999"})]), {["111111111111", "not-applicable"]})

test_absent_no_attachment if expect.verdicts(_answer([]), {["111111111111", "not-applicable"]})

test_null_row if {
	row := {"region": "eu-west-1", "transit_gateway_attachment_id": "tgw-attach-1", "state": null, "resource_owner_id": null, "transit_gateway_owner_id": null, "resource_id": null, "transit_gateway_id": null}
	expect.verdicts(_answer([row]), {["tgw-attach-1", "unknown"]})
}

_attachment(changes) := object.union(
	{
		"region": "eu-west-1", "transit_gateway_attachment_id": "tgw-attach-1", "state": "available", "resource_owner_id": "222222222222",
		"transit_gateway_owner_id": "111111111111", "resource_id": "vpc-2", "transit_gateway_id": "tgw-1",
	},
	changes,
)

_answer(rows) := answer if {
	answer := check.findings with input as {
		"account": {"id": "111111111111"},
		"organization": {"id": "o-example", "tables": {"organizations_accounts": [{"id": "111111111111"}, {"id": "222222222222"}]}},
		"tables": {"ec2_transit_gateway_attachments": rows},
	}
}
