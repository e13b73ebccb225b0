# METADATA
# title: Keys of disks let the responder role copy them
# description: The policy of every customer managed key of the account that encrypts a volume on an instance lets the responder role, by name or through the account, use it to copy snapshots and share them.
# related_resources:
#   - ref: https://docs.aws.amazon.com/ebs/latest/userguide/ebs-modifying-snapshot-permissions.html
# schemas:
#   - input: schema.checks.containment.volume_keys_open_to_responder
# custom:
#   severity: high
#   scope: account
#   inventory: [ec2_volumes, kms_keys, kms_key_policies]
#   partial: region
#   requirements: [CNT-13]
#   risk: The snapshot of the disk is made, and nobody who examines it can read it.
#   fix: Let the account's policies decide in the key's policy, or name the responder role there.
#   frameworks:
#     aws-well-architected: [SEC10-BP03]
#     nist-800-61r3: [RS.AN-07]
package checks.containment.volume_keys_open_to_responder

import future.keywords.not

import data.checks.lib.keys
import data.checks.lib.result
import data.checks.lib.tally

findings contains result.unknown(input.account.id, "can't be judged, since no 'expectations.responder-role.name' is configured") if {
	count(_judged) > 0
	not is_string(input.expectations["responder-role"].name)
}

findings contains result.not_applicable(input.account.id, "has no volume on an instance under a customer managed key of its own") if count(_judged) == 0

findings contains finding if {
	is_string(input.expectations["responder-role"].name)
	some [region, key_arn] in _judged
	refused := sort({action | some [action, decision] in _decisions[key_arn]; decision in {"denied", "not-allowed"}})
	count(refused) > 0
	message := sprintf("encrypts disks and does not let the responder role do %s", [concat(", ", refused)])
	finding := result.in_region(result.with_evidence(result.fail(key_arn, message), {"refused": refused}), region)
}

findings contains result.in_region(result.unknown(key_arn, "encrypts disks, and nobody can tell whether the responder role may use it"), region) if {
	is_string(input.expectations["responder-role"].name)
	some [region, key_arn] in (_judged - _good)
	count([1 | some [_, decision] in _decisions[key_arn]; decision in {"denied", "not-allowed"}]) == 0
}

findings contains finding if {
	is_string(input.expectations["responder-role"].name)
	some finding in tally.passes(input.account.id, _good, "keys of disks let the responder role copy them")
}

_actions := ["kms:CreateGrant", "kms:Decrypt", "kms:DescribeKey", "kms:GenerateDataKeyWithoutPlaintext", "kms:ReEncryptFrom", "kms:ReEncryptTo"]

_good contains [region, key_arn] if {
	some [region, key_arn] in _judged
	decisions := _decisions[key_arn]
	every said in decisions {
		_is_enough(said[0], said[1])
	}
}

_is_enough(_, "allowed")

# Key policies let roles make grants for services of AWS only, which is what copying needs.
_is_enough("kms:CreateGrant", "conditional")

_decisions := tally.by_key({[key.arn, [action, decision]] |
	some key in input.tables.kms_key_policies
	[key.region, key.arn] in _judged
	is_object(key.policy_std)
	some action in _actions
	decision := keys.decision(key.policy_std, _responder, action)
})

_responder := {
	"account": input.account.id,
	"role": sprintf("arn:%s:iam::%s:role/%s", [input.account.partition, input.account.id, input.expectations["responder-role"].name]),
	"service": null,
}

_judged contains [volume.region, volume.kms_key_id] if {
	some volume in input.tables.ec2_volumes
	volume.encrypted == true
	some _ in volume.attached_instance_ids
	volume.kms_key_id in _customers
}

_customers contains key.arn if {
	some key in input.tables.kms_keys
	key.key_manager == "CUSTOMER"
}
