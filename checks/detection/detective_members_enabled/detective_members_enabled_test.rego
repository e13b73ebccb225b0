package checks.detection.detective_members_enabled_test

import data.checks.detection.detective_members_enabled as check
import data.checks.lib.expect

test_pass_member if expect.verdicts(_answer([], [_invitation("ENABLED")]), {["111111111111", "pass"]})

test_pass_own_graph if expect.verdicts(_answer([{"region": "us-east-1", "arn": "g", "created_at": "2026-01-01T00:00:00Z"}], []), {["111111111111", "pass"]})

test_fail_status[status] if {
	some status in ["INVITED", "VERIFICATION_IN_PROGRESS", "VERIFICATION_FAILED", "ACCEPTED_BUT_DISABLED"]
	expect.verdicts(_answer([], [_invitation(status)]), {["111111111111", "fail"]})
}

test_absent_needs_attestation if {
	answer := _answer([], [])
	expect.verdicts(answer, {["111111111111", "unknown"]})
	some finding in answer
	finding.reason == "needs-attestation"
}

test_unread[name] if {
	some name, [gap, wanted] in {
		"in a region": [{"region": "eu-west-1", "reason": "denied"}, "unknown"],
		"everywhere": [{"reason": "denied"}, "unknown"],
		"in the region where the account is a member": [{"region": "us-east-1", "reason": "denied"}, "pass"],
		"where AWS does not offer Detective": [{"region": "eu-south-2", "reason": "region-not-covered"}, "pass"],
	}
	answer := check.findings with input as {
		"account": {"id": "111111111111"},
		"unreadable": {"detective_graphs": [gap]},
		"tables": {"detective_graphs": [], "detective_invitations": [_invitation("ENABLED")]},
	}
	wanted in {finding.verdict | some finding in answer}
	count({"unknown", "pass"} & {finding.verdict | some finding in answer}) == {"unknown": 2, "pass": 1}[wanted]
}

test_null_rows if {
	expect.verdicts(_answer([{"region": "us-east-1", "arn": "g", "created_at": null}], [_invitation(null)]), {["111111111111", "fail"]})
}

_answer(graphs, invitations) := answer if {
	answer := check.findings with input as {
		"account": {"id": "111111111111"},
		"unreadable": {},
		"tables": {"detective_graphs": graphs, "detective_invitations": invitations},
	}
}

_invitation(status) := {"region": "us-east-1", "graph_arn": "g", "administrator_id": "222222222222", "status": status}
