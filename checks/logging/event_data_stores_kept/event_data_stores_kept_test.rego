package checks.logging.event_data_stores_kept_test

import data.checks.lib.expect
import data.checks.logging.event_data_stores_kept as check

test_pass_good if expect.verdicts(_answer([_store({})], 31536000), {["222222222222", "pass"]})

test_fail_fault[name] if {
	some name, changes in {
		"stopped": {"status": "STOPPED_INGESTION"},
		"one region": {"multi_region_enabled": false},
		"unprotected": {"termination_protection_enabled": false},
		"short": {"retention_period": 90},
	}
	expect.verdicts(_answer([_store(changes)], 31536000), {[_arn, "fail"]})
}

test_fail_store_told_twice_if_one_telling_is_bad if {
	expect.verdicts(_answer([_store({}), _store({"status": "STOPPED_INGESTION"})], 31536000), {[_arn, "fail"]})
}

test_not_applicable_of_another_account if {
	store := _store({"arn": "arn:aws:cloudtrail:us-east-1:999999999999:eventdatastore/x"})
	expect.verdicts(_answer([store], 31536000), {["222222222222", "not-applicable"]})
}

test_not_applicable_pending_deletion if expect.verdicts(_answer([_store({"status": "PENDING_DELETION"})], 31536000), {["222222222222", "not-applicable"]})

test_unknown_not_configured if expect.verdicts(_answer([_store({})], null), {["222222222222", "unknown"]})

test_absent_no_store if expect.verdicts(_answer([], 31536000), {["222222222222", "not-applicable"]})

test_null_row if {
	store := _store({"status": null, "multi_region_enabled": null, "termination_protection_enabled": null, "retention_period": null})
	expect.verdicts(_answer([store], 31536000), {[_arn, "fail"]})
}

_arn := "arn:aws:cloudtrail:us-east-1:222222222222:eventdatastore/x"

_answer(stores, retention) := answer if {
	answer := check.findings with input as {
		"account": {"id": "222222222222"},
		"expectations": {"log-retention": retention},
		"tables": {"cloudtrail_event_data_stores": stores},
	}
}

_store(changes) := object.union(
	{
		"region": "us-east-1", "arn": _arn, "status": "ENABLED", "multi_region_enabled": true,
		"termination_protection_enabled": true, "retention_period": 2557,
	},
	changes,
)
