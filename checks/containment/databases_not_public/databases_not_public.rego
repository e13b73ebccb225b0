# METADATA
# title: RDS instances have no public address
# description: No RDS instance is publicly accessible.
# related_resources:
#   - ref: https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_VPC.WorkingWithRDSInstanceinaVPC.html
# schemas:
#   - input: schema.checks.containment.databases_not_public
# custom:
#   severity: high
#   scope: account
#   inventory: [rds_instances]
#   partial: region
#   requirements: [CNT-24]
#   risk: The database is tried by everybody in the world, and one weak password or rule gives it away.
#   fix: Modify the instance to be not publicly accessible, and reach it through the VPC.
#   frameworks:
#     cis-aws-5.0: ["2.2.3"]
#     nist-800-61r3: [PR.IR-01]
package checks.containment.databases_not_public

import future.keywords.not

import data.checks.lib.result
import data.checks.lib.tally

findings contains result.not_applicable(input.account.id, "has no RDS instance") if count(input.tables.rds_instances) == 0

findings contains result.in_region(result.unknown(_name(database.arn, database.db_instance_identifier), "does not tell whether it is public"), database.region) if {
	some database in input.tables.rds_instances
	not is_boolean(database.publicly_accessible)
}

findings contains finding if {
	some database in input.tables.rds_instances
	database.publicly_accessible == true
	evidence := {"endpoint": database.endpoint_address, "engine": database.engine, "vpc_id": database.vpc_id}
	finding := result.in_region(result.with_evidence(result.fail(_name(database.arn, database.db_instance_identifier), "has a public address"), evidence), database.region)
}

findings contains finding if {
	some finding in tally.passes(input.account.id, _good, "RDS instances have no public address")
}

_good contains [database.region, database.db_instance_identifier] if {
	some database in input.tables.rds_instances
	database.publicly_accessible == false
}

_name(arn, _) := arn if is_string(arn)

_name(arn, identifier) := identifier if not is_string(arn)
