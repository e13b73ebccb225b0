# METADATA
# title: RDS instances keep automatic backups for at least a week
# description: Every RDS instance keeps automatic backups for seven days or more. Read replicas count with their own setting; for Aurora it is that of the cluster.
# related_resources:
#   - ref: https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_WorkingWithAutomatedBackups.html
# schemas:
#   - input: schema.checks.recovery.database_backups_kept
# custom:
#   severity: high
#   scope: account
#   inventory: [rds_instances]
#   partial: region
#   requirements: [CNT-26]
#   risk: Ransom that is noticed after the weekend has outlived every backup.
#   fix: Set the backup retention period of the instance to seven days or more.
#   frameworks:
#     nist-800-61r3: [PR.DS-11]
package checks.recovery.database_backups_kept

import future.keywords.not

import data.checks.lib.result
import data.checks.lib.tally

findings contains result.not_applicable(input.account.id, "has no RDS instance") if count(input.tables.rds_instances) == 0

findings contains result.in_region(result.unknown(_name(database.arn, database.db_instance_identifier), "does not tell how long it keeps backups"), database.region) if {
	some database in input.tables.rds_instances
	not is_number(database.backup_retention_period)
}

findings contains finding if {
	some database in input.tables.rds_instances
	is_number(database.backup_retention_period)
	database.backup_retention_period < 7
	message := sprintf("keeps backups for %d days", [database.backup_retention_period])
	evidence := {"backup_retention_period": database.backup_retention_period, "engine": database.engine}
	finding := result.in_region(result.with_evidence(result.fail(_name(database.arn, database.db_instance_identifier), message), evidence), database.region)
}

findings contains finding if {
	some finding in tally.passes(input.account.id, _good, "RDS instances keep backups for a week or more")
}

_good contains [database.region, database.db_instance_identifier] if {
	some database in input.tables.rds_instances
	is_number(database.backup_retention_period)
	database.backup_retention_period >= 7
}

_name(arn, _) := arn if is_string(arn)

_name(arn, identifier) := identifier if not is_string(arn)
