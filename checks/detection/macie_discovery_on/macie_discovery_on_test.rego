package checks.detection.macie_discovery_on_test

import data.checks.detection.macie_discovery_on as check
import data.checks.lib.expect

test_pass_automated if expect.verdicts(_answer("ENABLED", []), {["222222222222", "pass"]})

test_pass_scheduled_job if expect.verdicts(_answer("DISABLED", [_job({})]), {["222222222222", "pass"]})

test_fail_job[name] if {
	some name, changes in {
		"of one time": {"job_type": "ONE_TIME"},
		"that is paused": {"job_status": "USER_PAUSED"},
		"that failed": {"last_run_error_status": {"Code": "ERROR"}},
		"in another region": {"region": "eu-west-1"},
	}
	expect.verdicts(_answer("DISABLED", [_job(changes)]), {["222222222222", "fail"]})
}

test_member_is_judged_in_its_administrator_and_need_not_read_discovery if {
	given := object.union(_input("999999999999", "DISABLED", []), {"unreadable": {"macie2_automated_discovery": [{"region": "us-east-1", "reason": "denied"}]}})
	answer := check.findings with input as given
	expect.verdicts(answer, {["222222222222", "not-applicable"]})
}

test_unknown_administrator_without_reading_discovery[name] if {
	some name, gap in {"a region": {"region": "us-east-1", "reason": "denied"}, "everywhere": {"reason": "denied"}}
	given := object.union(_input(null, "DISABLED", []), {"unreadable": {"macie2_automated_discovery": [gap]}})
	answer := check.findings with input as given
	expect.verdicts(answer, {["222222222222", "unknown"]})
}

test_unknown_sessions_not_read[name] if {
	some name, gap in {"a region": {"region": "us-east-1", "reason": "denied"}, "everywhere": {"reason": "denied"}}
	given := {
		"account": {"id": "222222222222", "regions": ["us-east-1"]},
		"unreadable": {"macie2_sessions": [gap]},
		"tables": {"macie2_sessions": [], "macie2_administrators": [], "macie2_automated_discovery": [], "macie2_classification_jobs": []},
	}
	answer := check.findings with input as given
	expect.verdicts(answer, {["222222222222", "unknown"]})
}

test_region_without_macie_does_not_matter if {
	gap := {"region": "eu-south-2", "reason": "region-not-covered"}
	given := object.union(_input(null, "ENABLED", []), {"unreadable": {"macie2_sessions": [gap], "macie2_administrators": [gap]}})
	answer := check.findings with input as given
	expect.verdicts(answer, {["222222222222", "pass"]})
}

test_absent_no_session if {
	answer := check.findings with input as {
		"account": {"id": "222222222222", "regions": ["us-east-1"]},
		"unreadable": {},
		"tables": {"macie2_sessions": [], "macie2_administrators": [], "macie2_automated_discovery": [], "macie2_classification_jobs": []},
	}
	expect.verdicts(answer, {["222222222222", "not-applicable"]})
}

test_null_rows if {
	job := _job({"job_type": null, "job_status": null, "last_run_error_status": null})
	expect.verdicts(_answer(null, [job]), {["222222222222", "fail"]})
}

_answer(automated, jobs) := answer if {
	answer := check.findings with input as _input(null, automated, jobs)
}

_input(administrator, automated, jobs) := {
	"account": {"id": "222222222222", "regions": ["us-east-1"]},
	"unreadable": {},
	"tables": {
		"macie2_sessions": [{"region": "us-east-1", "status": "ENABLED"}],
		"macie2_administrators": [{"region": "us-east-1", "administrator_account_id": administrator, "relationship_status": "Enabled"}],
		"macie2_automated_discovery": [{"region": "us-east-1", "status": automated, "auto_enable_members": "ALL"}],
		"macie2_classification_jobs": jobs,
	},
}

_job(changes) := object.union(
	{
		"region": "us-east-1", "job_id": "j", "name": "weekly", "job_type": "SCHEDULED", "job_status": "IDLE",
		"last_run_error_status": {"Code": "NONE"},
	},
	changes,
)
