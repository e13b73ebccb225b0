package checks.containment.peering_within_organization_test

import data.checks.containment.peering_within_organization as check
import data.checks.lib.expect

test_pass_within if expect.verdicts(_answer([_peering({})]), {["111111111111", "pass"]})

test_fail_stranger if {
	answer := _answer([_peering({"accepter_owner_id": "999999999999"})])
	expect.verdicts(answer, {["pcx-1", "fail"]})
	some finding in answer
	finding.evidence.strangers == ["999999999999"]
}

test_fail_stranger_waits if {
	expect.verdicts(_answer([_peering({"requester_owner_id": "999999999999", "status_code": "pending-acceptance"})]), {["pcx-1", "fail"]})
}

test_absent_deleted if expect.verdicts(_answer([_peering({"status_code": "deleted", "accepter_owner_id": "999999999999"})]), {["111111111111", "not-applicable"]})

test_absent_no_peering if expect.verdicts(_answer([]), {["111111111111", "not-applicable"]})

test_null_row if {
	row := {"region": "eu-west-1", "id": "pcx-1", "status_code": null, "accepter_owner_id": null, "requester_owner_id": null, "accepter_vpc_id": null, "requester_vpc_id": null}
	expect.verdicts(_answer([row]), {["pcx-1", "unknown"]})
}

_peering(changes) := object.union(
	{
		"region": "eu-west-1", "id": "pcx-1", "status_code": "active", "accepter_owner_id": "222222222222",
		"requester_owner_id": "111111111111", "accepter_vpc_id": "vpc-2", "requester_vpc_id": "vpc-1",
	},
	changes,
)

_answer(rows) := answer if {
	answer := check.findings with input as {
		"account": {"id": "111111111111"},
		"organization": {"id": "o-example", "tables": {"organizations_accounts": [{"id": "111111111111"}, {"id": "222222222222"}]}},
		"tables": {"vpc_peering_connections": rows},
	}
}
