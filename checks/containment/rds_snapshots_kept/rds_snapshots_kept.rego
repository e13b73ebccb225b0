# METADATA
# title: RDS snapshots are shared with accounts of the organization only
# description: No manual snapshot of an RDS instance or cluster is public or shared with an account outside the organization.
# related_resources:
#   - ref: https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_ShareSnapshot.html
# schemas:
#   - input: schema.checks.containment.rds_snapshots_kept
# custom:
#   severity: high
#   scope: account
#   inventory: [rds_snapshot_permissions, rds_cluster_snapshot_permissions, organizations_accounts]
#   partial: region
#   requirements: [DB-07, CNT-24]
#   risk: A stranger restores the whole database in his own account, and nothing is logged in yours.
#   fix: Take the right to restore the snapshot away from everybody and from accounts that are not yours.
#   frameworks:
#     nist-800-61r3: [PR.DS-01]
package checks.containment.rds_snapshots_kept

import future.keywords.not

import data.checks.lib.organization
import data.checks.lib.result
import data.checks.lib.tally

findings contains result.not_applicable(input.account.id, "has no manual snapshot of a database") if {
	count(input.tables.rds_snapshot_permissions) == 0
	count(input.tables.rds_cluster_snapshot_permissions) == 0
}

findings contains result.in_region(result.unknown(arn, "does not tell with whom it is shared"), region) if {
	some [region, arn, attributes] in _snapshots
	not is_array(attributes)
}

findings contains finding if {
	some [region, arn, attributes] in _snapshots
	outsiders := _outsiders(attributes)
	count(outsiders) > 0
	message := sprintf("is shared with %s", [concat(", ", outsiders)])
	finding := result.in_region(result.with_evidence(result.fail(arn, message), {"shared_with": outsiders}), region)
}

findings contains finding if {
	some finding in tally.passes(input.account.id, _good, "database snapshots are not shared with outsiders")
}

_good contains [region, arn] if {
	some [region, arn, attributes] in _snapshots
	is_array(attributes)
	count(_outsiders(attributes)) == 0
}

_snapshots contains [snapshot.region, snapshot.arn, snapshot.db_snapshot_attributes] if {
	some snapshot in input.tables.rds_snapshot_permissions
}

_snapshots contains [snapshot.region, snapshot.arn, snapshot.db_cluster_snapshot_attributes] if {
	some snapshot in input.tables.rds_cluster_snapshot_permissions
}

_outsiders(attributes) := sort({who |
	some attribute in attributes
	attribute.AttributeName == "restore"
	some value in attribute.AttributeValues
	not value in organization.account_ids
	who := object.get({"all": "everybody"}, value, value)
})
