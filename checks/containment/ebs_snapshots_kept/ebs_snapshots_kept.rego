# METADATA
# title: EBS snapshots are shared with accounts of the organization only
# description: No EBS snapshot of the account is public or shared with an account outside the organization.
# related_resources:
#   - ref: https://docs.aws.amazon.com/ebs/latest/userguide/ebs-modifying-snapshot-permissions.html
# schemas:
#   - input: schema.checks.containment.ebs_snapshots_kept
# custom:
#   severity: high
#   scope: account
#   inventory: [ec2_ebs_snapshot_permissions, organizations_accounts]
#   partial: region
#   requirements: [DB-07]
#   risk: Disks are copied by strangers without any traffic that could be noticed.
#   fix: Take the permission to create volumes away from everybody and from accounts that are not yours.
#   frameworks:
#     nist-800-61r3: [PR.DS-01]
package checks.containment.ebs_snapshots_kept

import future.keywords.not

import data.checks.lib.organization
import data.checks.lib.result
import data.checks.lib.tally

findings contains result.not_applicable(input.account.id, "has no EBS snapshot") if {
	count(input.tables.ec2_ebs_snapshot_permissions) == 0
}

findings contains result.in_region(result.unknown(snapshot.snapshot_id, "does not tell with whom it is shared"), snapshot.region) if {
	some snapshot in input.tables.ec2_ebs_snapshot_permissions
	not is_array(snapshot.create_volume_permissions)
}

findings contains finding if {
	some snapshot in input.tables.ec2_ebs_snapshot_permissions
	outsiders := _outsiders(snapshot.create_volume_permissions)
	count(outsiders) > 0
	message := sprintf("is shared with %s", [concat(", ", outsiders)])
	evidence := {"shared_with": outsiders, "encrypted": snapshot.encrypted}
	finding := result.in_region(result.with_evidence(result.fail(snapshot.snapshot_id, message), evidence), snapshot.region)
}

findings contains finding if {
	some finding in tally.passes(input.account.id, _good, "EBS snapshots are not shared with outsiders")
}

_good contains [snapshot.region, snapshot.snapshot_id] if {
	some snapshot in input.tables.ec2_ebs_snapshot_permissions
	is_array(snapshot.create_volume_permissions)
	count(_outsiders(snapshot.create_volume_permissions)) == 0
}

_outsiders(permissions) := sort({"everybody" | some permission in permissions; permission.Group == "all"} | {permission.UserId |
	some permission in permissions
	is_string(permission.UserId)
	permission.UserId != ""
	not permission.UserId in organization.account_ids
})
