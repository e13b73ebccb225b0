# METADATA
# title: Disks of instances are encrypted with keys that can be shared
# description: No volume that is attached to an instance is encrypted with a key that AWS manages, since snapshots under such a key cannot be shared with a forensics account.
# related_resources:
#   - ref: https://docs.aws.amazon.com/ebs/latest/userguide/ebs-modifying-snapshot-permissions.html
# schemas:
#   - input: schema.checks.containment.volume_snapshots_shareable
# custom:
#   severity: medium
#   scope: account
#   inventory: [ec2_volumes, kms_keys]
#   partial: region
#   requirements: [CNT-13]
#   risk: Each disk has to be copied under another key first, and the examination starts hours later.
#   fix: Set a customer managed key as the default for EBS encryption of the region, so that new disks use it.
#   frameworks:
#     aws-well-architected: [SEC10-BP03]
#     nist-800-61r3: [RS.AN-07]
package checks.containment.volume_snapshots_shareable

import future.keywords.not

import data.checks.lib.result
import data.checks.lib.tally

findings contains result.not_applicable(input.account.id, "has no volume on an instance") if {
	count(_attached) == 0
	count([1 | some volume in input.tables.ec2_volumes; not is_boolean(volume.encrypted)]) == 0
}

findings contains result.in_region(result.unknown(volume.volume_id, "does not tell how it is encrypted"), volume.region) if {
	some volume in input.tables.ec2_volumes
	not is_boolean(volume.encrypted)
}

findings contains finding if {
	some key in input.tables.kms_keys
	key.key_manager == "AWS"
	volumes := object.get(_volumes, key.arn, set())
	count(volumes) > 0
	evidence := {"volumes": array.slice(sort(volumes), 0, 20), "count": count(volumes)}
	message := sprintf("is AWS's own key and encrypts %d volumes on instances", [count(volumes)])
	finding := result.in_region(result.with_evidence(result.fail(key.arn, message), evidence), key.region)
}

findings contains result.in_region(result.unknown(arn, "encrypts volumes and does not tell who manages it"), region) if {
	some [region, arn] in _used
	not arn in _known
	not _is_elsewhere(arn)
}

findings contains finding if {
	some finding in tally.passes(input.account.id, _good, "volumes on instances can be shared as snapshots")
}

# Unencrypted volumes can be shared, whatever else is to be said of them.
_good contains [volume.region, volume.volume_id] if {
	some volume in input.tables.ec2_volumes
	volume.volume_id in _attached
	volume.encrypted == false
}

_good contains [volume.region, volume.volume_id] if {
	some volume in input.tables.ec2_volumes
	volume.volume_id in _attached
	volume.encrypted == true
	_is_shareable(volume.kms_key_id)
}

_is_shareable(arn) if arn in _customers

_is_shareable(arn) if _is_elsewhere(arn)

# A key of another account is always a customer's.
_is_elsewhere(arn) if {
	fields := split(arn, ":")
	count(fields) > 5
	fields[4] != input.account.id
}

_customers contains key.arn if {
	some key in input.tables.kms_keys
	key.key_manager == "CUSTOMER"
}

_known contains key.arn if {
	some key in input.tables.kms_keys
	is_string(key.key_manager)
}

_used contains [volume.region, volume.kms_key_id] if {
	some volume in input.tables.ec2_volumes
	volume.volume_id in _attached
	volume.encrypted == true
	is_string(volume.kms_key_id)
}

_volumes := tally.by_key(_encrypted)

_encrypted contains [volume.kms_key_id, volume.volume_id] if {
	some volume in input.tables.ec2_volumes
	volume.volume_id in _attached
	volume.encrypted == true
	is_string(volume.kms_key_id)
}

_attached contains volume.volume_id if {
	some volume in input.tables.ec2_volumes
	some _ in volume.attached_instance_ids
}
