# METADATA
# title: Databases send their logs to CloudWatch Logs
# description: Every RDS instance outside of a cluster, and every Aurora cluster, exports the logs that tell connections and errors of its engine (for MySQL and MariaDB audit and error, for PostgreSQL postgresql, for Oracle audit and alert, for SQL Server error).
# related_resources:
#   - ref: https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_LogAccess.Procedural.UploadtoCloudWatch.html
# schemas:
#   - input: schema.checks.logging.database_log_exports
# custom:
#   severity: medium
#   scope: account
#   inventory: [rds_log_exports, rds_cluster_log_exports]
#   partial: region
#   requirements: [RDS-01]
#   risk: Who logged in to a database, and what failed before, stands on the database's own disk for a day or a week.
#   fix: Enable the export of the engine's audit and error logs.
#   frameworks:
#     aws-well-architected: [SEC04-BP01]
#     mitre-attack: [DS0015]
#     nist-800-61r3: [PR.PS-04]
package checks.logging.database_log_exports

import future.keywords.not

import data.checks.lib.result
import data.checks.lib.tally

findings contains result.not_applicable(input.account.id, "has no database whose engine exports logs") if count(_databases) == 0

findings contains finding if {
	some database in _databases
	count(database.missing) > 0
	message := sprintf("is a database (%s) that does not export its logs %s", [database.engine, concat(", ", database.missing)])
	evidence := {"engine": database.engine, "missing": database.missing}
	finding := result.in_region(result.with_evidence(result.fail(database.id, message), evidence), database.region)
}

findings contains finding if some finding in tally.passes(input.account.id, _good, "databases export their logs")

_good contains [database.region, database.id] if {
	some database in _databases
	count(database.missing) == 0
}

_databases contains {"id": instance.db_instance_identifier, "region": instance.region, "engine": engine, "missing": missing} if {
	some instance in input.tables.rds_log_exports
	instance.db_cluster_identifier in {null, ""}
	engine := _engine(instance.engine)
	missing := _missing(engine, instance.log_exports)
}

# DocumentDB and Neptune are also listed by RDS, and judged elsewhere.
_databases contains {"id": cluster.db_cluster_identifier, "region": cluster.region, "engine": engine, "missing": missing} if {
	some cluster in input.tables.rds_cluster_log_exports
	engine := _engine(cluster.engine)
	missing := _missing(engine, cluster.log_exports)
}

_engine(engine) := engine if is_string(engine)

else := "unknown"

# An engine that was not read may be any of them.
_missing("unknown", _) := {"of an engine that could not be read"}

_missing(engine, exports) := wanted - {log | some log in exports} if {
	some start, wanted in _wanted
	startswith(engine, start)
}

_wanted := {
	"aurora-mysql": {"audit", "error"},
	"aurora-postgresql": {"postgresql"},
	"mariadb": {"audit", "error"},
	"mysql": {"audit", "error"},
	"oracle": {"alert", "audit"},
	"postgres": {"postgresql"},
	"sqlserver": {"error"},
}
