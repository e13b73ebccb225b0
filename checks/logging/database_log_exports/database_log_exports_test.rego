package checks.logging.database_log_exports_test

import data.checks.lib.expect
import data.checks.logging.database_log_exports as check

test_pass_engines[engine] if {
	some engine, exports in {
		"postgres": ["postgresql", "upgrade"],
		"mysql": ["audit", "error", "general"],
		"mariadb": ["audit", "error"],
		"oracle-ee": ["alert", "audit", "trace"],
		"sqlserver-se": ["error"],
	}
	expect.verdicts(_answer([_instance({"engine": engine, "log_exports": exports})], []), {["111111111111", "pass"]})
}

test_pass_cluster if expect.verdicts(_answer([], [_cluster({"log_exports": ["postgresql"]})]), {["111111111111", "pass"]})

test_fail_exports[name] if {
	some name, changes in {
		"nothing": {"log_exports": null},
		"empty": {"log_exports": []},
		"not the one that matters": {"log_exports": ["upgrade"]},
		"error only": {"engine": "mysql", "log_exports": ["error"]},
	}
	expect.verdicts(_answer([_instance(changes)], []), {["db-1", "fail"]})
}

test_instances_of_a_cluster_are_judged_by_it if {
	instance := _instance({"db_cluster_identifier": "ledger", "log_exports": null})
	expect.verdicts(_answer([instance], [_cluster({"log_exports": ["postgresql"]})]), {["111111111111", "pass"]})
}

test_not_applicable_other_engines[engine] if {
	some engine in ["docdb", "neptune", "db2-se", "custom-oracle-ee"]
	expect.verdicts(_answer([], [_cluster({"engine": engine})]), {["111111111111", "not-applicable"]})
}

test_absent_no_database if expect.verdicts(_answer([], []), {["111111111111", "not-applicable"]})

test_null_rows if {
	instance := _instance({"engine": null, "db_cluster_identifier": null, "log_exports": null})
	cluster := _cluster({"engine": null, "log_exports": null})
	expect.verdicts(_answer([instance], [cluster]), {["db-1", "fail"], ["cluster-1", "fail"]})
}

_answer(instances, clusters) := answer if {
	answer := check.findings with input as {
		"account": {"id": "111111111111"},
		"tables": {"rds_log_exports": instances, "rds_cluster_log_exports": clusters},
	}
}

_instance(changes) := object.union(
	{"region": "us-east-1", "db_instance_identifier": "db-1", "engine": "postgres", "db_cluster_identifier": "", "log_exports": null},
	changes,
)

_cluster(changes) := object.union({"region": "us-east-1", "db_cluster_identifier": "cluster-1", "engine": "aurora-postgresql", "log_exports": null}, changes)
