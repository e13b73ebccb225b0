package checks.detection.macie_results_kept_test

import data.checks.detection.macie_results_kept as check
import data.checks.lib.expect

test_pass_kept if expect.verdicts(_answer({}, {}), {["222222222222", "pass"]})

test_fail_no_bucket if expect.verdicts(_answer({}, {"bucket_name": null, "kms_key_arn": null}), {["222222222222", "fail"]})

test_member_is_judged_in_its_administrator if {
	administrator := {"administrator_account_id": "999999999999", "relationship_status": "Enabled"}
	expect.verdicts(_answer(administrator, {"bucket_name": null}), {["222222222222", "not-applicable"]})
}

test_fail_former_member if {
	administrator := {"administrator_account_id": "999999999999", "relationship_status": "Removed"}
	expect.verdicts(_answer(administrator, {"bucket_name": null}), {["222222222222", "fail"]})
}

test_unknown_not_read[name] if {
	some name, gap in {"in a region": {"region": "us-east-1", "reason": "denied"}, "everywhere": {"reason": "denied"}}
	answer := check.findings with input as {
		"account": {"id": "222222222222"},
		"unreadable": {"macie2_export_configuration": [gap]},
		"tables": {
			"macie2_sessions": [{"region": "us-east-1", "status": "ENABLED"}],
			"macie2_administrators": [],
			"macie2_export_configuration": [],
		},
	}
	expect.verdicts(answer, {["222222222222", "unknown"]})
}

test_absent_no_session if {
	answer := check.findings with input as {
		"account": {"id": "222222222222"},
		"unreadable": {},
		"tables": {"macie2_sessions": [], "macie2_administrators": [], "macie2_export_configuration": []},
	}
	expect.verdicts(answer, {["222222222222", "not-applicable"]})
}

test_null_rows if {
	answer := check.findings with input as {
		"account": {"id": "222222222222"},
		"unreadable": {},
		"tables": {
			"macie2_sessions": [{"region": "us-east-1", "status": null}],
			"macie2_administrators": [{"region": "us-east-1", "administrator_account_id": null, "relationship_status": null}],
			"macie2_export_configuration": [{"region": "us-east-1", "bucket_name": null, "kms_key_arn": null}],
		},
	}
	expect.verdicts(answer, {["222222222222", "fail"]})
}

_answer(administrator, export) := answer if {
	answer := check.findings with input as {
		"account": {"id": "222222222222"},
		"unreadable": {},
		"tables": {
			"macie2_sessions": [{"region": "us-east-1", "status": "ENABLED"}],
			"macie2_administrators": [object.union({"region": "us-east-1", "administrator_account_id": null, "relationship_status": null}, administrator)],
			"macie2_export_configuration": [object.union(
				{"region": "us-east-1", "bucket_name": "macie-results", "kms_key_arn": "arn:aws:kms:us-east-1:222222222222:key/k"},
				export,
			)],
		},
	}
}
