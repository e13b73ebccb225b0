package checks.logging.data_store_audit_logs_test

import data.checks.lib.expect
import data.checks.logging.data_store_audit_logs as check

test_pass_each_kind if {
	answer := _answer(true, {"AUDIT_LOGS": {"Enabled": true}}, ["audit"], ["audit", "slowquery"])
	expect.verdicts(answer, {["111111111111", "pass"]})
	some finding in answer
	finding.seen == 4
}

test_fail_each_kind if {
	answer := _answer(false, {"ES_APPLICATION_LOGS": {"Enabled": true}, "AUDIT_LOGS": {"Enabled": false}}, ["profiler"], [])
	expect.verdicts(answer, {["r", "fail"], ["o", "fail"], ["d", "fail"], ["n", "fail"]})
}

test_absent_no_store if {
	answer := check.findings with input as {
		"account": {"id": "111111111111"},
		"tables": {"redshift_clusters": [], "opensearch_domains": [], "docdb_clusters": [], "neptune_clusters": []},
	}
	expect.verdicts(answer, {["111111111111", "not-applicable"]})
}

test_null_rows if expect.verdicts(_answer(null, null, null, null), {["r", "fail"], ["o", "fail"], ["d", "fail"], ["n", "fail"]})

_answer(logging, options, docdb, neptune) := answer if {
	answer := check.findings with input as {
		"account": {"id": "111111111111"},
		"tables": {
			"redshift_clusters": [{"region": "us-east-1", "cluster_identifier": "r", "logging_enabled": logging}],
			"opensearch_domains": [{"region": "us-east-1", "domain_name": "o", "log_publishing_options": options}],
			"docdb_clusters": [{"region": "us-east-1", "db_cluster_identifier": "d", "log_exports": docdb}],
			"neptune_clusters": [{"region": "us-east-1", "db_cluster_identifier": "n", "log_exports": neptune}],
		},
	}
}
