# METADATA
# title: Macie keeps its discovery results in a bucket
# description: In every region where Macie is on and the account has no administrator, discovery results are written to a bucket with a KMS key. Members are judged in their administrator.
# related_resources:
#   - ref: https://docs.aws.amazon.com/macie/latest/user/discovery-results-repository-s3.html
# schemas:
#   - input: schema.checks.detection.macie_results_kept
# custom:
#   severity: medium
#   scope: account
#   inventory: [macie2_sessions, macie2_administrators, macie2_export_configuration]
#   partial: self
#   requirements: [TOOL-08]
#   risk: What Macie found in which object is gone after 90 days, when somebody asks what was stolen.
#   fix: Configure a bucket and key for discovery results in the administrator of Macie, in each region.
package checks.detection.macie_results_kept

import future.keywords.not

import data.checks.lib.gaps
import data.checks.lib.result

findings contains result.not_applicable(input.account.id, "has no region in which Macie is its own matter and on") if {
	count(_deciding | _unread) == 0
	count(_not_read) == 0
}

findings contains result.unknown(input.account.id, message) if {
	count(_not_read) > 0
	message := sprintf("could not be asked for %s, in any region", [concat(", ", _not_read)])
}

findings contains result.in_region(result.unknown(input.account.id, message), region) if {
	some region in _unread
	message := "did not answer for Macie, which AWS also refuses where Macie is off"
}

findings contains result.in_region(result.fail(input.account.id, message), region) if {
	some region in (_deciding - _kept)
	count(_not_read) == 0
	message := sprintf("keeps Macie's discovery results of %s in no bucket", [region])
}

findings contains result.in_region(result.pass(input.account.id, 1, "keeps Macie's discovery results"), region) if {
	some region in (_deciding & _kept)
	count(_not_read) == 0
}

_deciding := (_on - _administered) - _unread

_not_read := gaps.wholly(input.unreadable, _tables)

_unread := gaps.offered(input.unreadable, _tables)

_tables := ["macie2_sessions", "macie2_administrators", "macie2_export_configuration"]

_on contains session.region if {
	some session in input.tables.macie2_sessions
	not session.status == "PAUSED"
}

_administered contains administrator.region if {
	some administrator in input.tables.macie2_administrators
	is_string(administrator.administrator_account_id)
	administrator.administrator_account_id != input.account.id
	administrator.relationship_status == "Enabled"
}

_kept contains export.region if {
	some export in input.tables.macie2_export_configuration
	is_string(export.bucket_name)
	is_string(export.kms_key_arn)
}
