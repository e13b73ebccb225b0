# METADATA
# title: EBS snapshots can't be shared with everybody
# description: In each region, block public access for snapshots is on, for new sharing or for all. Sharing with the forensics account stays possible.
# related_resources:
#   - ref: https://docs.aws.amazon.com/ebs/latest/userguide/block-public-access-snapshots.html
# schemas:
#   - input: schema.checks.containment.snapshots_never_public
# custom:
#   severity: medium
#   scope: account
#   inventory: [ec2_regional_settings]
#   partial: region
#   requirements: [CNT-14]
#   risk: One call makes the disk of a production host public, and nobody can say who copied it.
#   fix: Switch on block public access for snapshots in each region, with the mode block-all-sharing.
#   frameworks:
#     nist-800-61r3: [PR.DS-01]
package checks.containment.snapshots_never_public

import future.keywords.not

import data.checks.lib.result
import data.checks.lib.tally

findings contains result.unknown(input.account.id, "has no settings of a region to judge by") if {
	count(input.tables.ec2_regional_settings) == 0
}

findings contains result.in_region(result.unknown(input.account.id, "does not tell whether snapshots may be public"), settings.region) if {
	some settings in input.tables.ec2_regional_settings
	not is_string(settings.snapshot_block_public_access_state)
}

findings contains finding if {
	some settings in input.tables.ec2_regional_settings
	is_string(settings.snapshot_block_public_access_state)
	not settings.snapshot_block_public_access_state in _blocking
	evidence := {"snapshot_block_public_access_state": settings.snapshot_block_public_access_state}
	finding := result.in_region(result.with_evidence(result.fail(input.account.id, "lets snapshots be shared with everybody"), evidence), settings.region)
}

findings contains finding if {
	some finding in tally.passes(input.account.id, _good, "keeps snapshots from being shared with everybody")
}

_good contains [settings.region, settings.region] if {
	some settings in input.tables.ec2_regional_settings
	settings.snapshot_block_public_access_state in _blocking
}

_blocking := {"block-all-sharing", "block-new-sharing"}
