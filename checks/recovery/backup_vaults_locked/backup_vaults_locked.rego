# METADATA
# title: Backup vaults are locked
# description: Every vault of AWS Backup that holds recovery points has a vault lock, so that backups can't be deleted before their time.
# related_resources:
#   - ref: https://docs.aws.amazon.com/aws-backup/latest/devguide/vault-lock.html
# schemas:
#   - input: schema.checks.recovery.backup_vaults_locked
# custom:
#   severity: high
#   scope: account
#   inventory: [backup_vaults]
#   partial: region
#   requirements: [CNT-26]
#   risk: Whoever asks for ransom deletes the backups first.
#   fix: Put a vault lock with a minimum retention on the vault.
#   frameworks:
#     nist-800-61r3: [PR.DS-11]
package checks.recovery.backup_vaults_locked

import future.keywords.not

import data.checks.lib.result
import data.checks.lib.tally

findings contains result.not_applicable(input.account.id, "has no backup vault with recovery points") if {
	count(_judged) == 0
}

findings contains result.in_region(result.unknown(_name(vault.arn, vault.name), "does not tell whether it is locked"), vault.region) if {
	some vault in input.tables.backup_vaults
	[vault.region, vault.name] in _judged
	not is_boolean(vault.locked)
}

findings contains finding if {
	some vault in input.tables.backup_vaults
	[vault.region, vault.name] in _judged
	vault.locked == false
	evidence := {"number_of_recovery_points": vault.number_of_recovery_points}
	message := "holds backups and is not locked"
	finding := result.in_region(result.with_evidence(result.fail(_name(vault.arn, vault.name), message), evidence), vault.region)
}

findings contains finding if {
	some finding in tally.passes(input.account.id, _good, "backup vaults are locked")
}

_good contains [vault.region, vault.name] if {
	some vault in input.tables.backup_vaults
	vault.locked == true
	[vault.region, vault.name] in _judged
}

_judged contains [vault.region, vault.name] if {
	some vault in input.tables.backup_vaults
	not vault.number_of_recovery_points == 0
}

_name(arn, _) := arn if is_string(arn)

_name(arn, name) := name if not is_string(arn)
