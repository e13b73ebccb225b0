# METADATA
# title: DynamoDB tables can be restored to any second
# description: Every DynamoDB table has point-in-time recovery switched on.
# related_resources:
#   - ref: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Point-in-time-recovery.html
# schemas:
#   - input: schema.checks.recovery.tables_restorable
# custom:
#   severity: medium
#   scope: account
#   inventory: [dynamodb_tables]
#   partial: region
#   requirements: [CNT-26]
#   risk: Items that somebody overwrote or deleted are gone.
#   fix: Switch on point-in-time recovery for the table.
#   frameworks:
#     nist-800-61r3: [PR.DS-11]
package checks.recovery.tables_restorable

import future.keywords.not

import data.checks.lib.result
import data.checks.lib.tally

findings contains result.not_applicable(input.account.id, "has no DynamoDB table") if count(input.tables.dynamodb_tables) == 0

findings contains result.in_region(result.unknown(table.name, "does not tell whether it can be restored"), table.region) if {
	some table in input.tables.dynamodb_tables
	not is_string(table.point_in_time_recovery_status)
}

findings contains finding if {
	some table in input.tables.dynamodb_tables
	is_string(table.point_in_time_recovery_status)
	table.point_in_time_recovery_status != "ENABLED"
	evidence := {"point_in_time_recovery_status": table.point_in_time_recovery_status}
	finding := result.in_region(result.with_evidence(result.fail(table.name, "has no point-in-time recovery"), evidence), table.region)
}

findings contains finding if {
	some finding in tally.passes(input.account.id, _good, "DynamoDB tables have point-in-time recovery")
}

_good contains [table.region, table.name] if {
	some table in input.tables.dynamodb_tables
	table.point_in_time_recovery_status == "ENABLED"
}
