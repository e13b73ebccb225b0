# METADATA
# title: Macie looks for sensitive data by itself
# description: In every region where Macie is on and the account has no administrator, automated discovery is enabled, or a scheduled job runs whose last run ended without an error. Members are judged in their administrator.
# related_resources:
#   - ref: https://docs.aws.amazon.com/macie/latest/user/discovery-asdd.html
# schemas:
#   - input: schema.checks.detection.macie_discovery_on
# custom:
#   severity: medium
#   scope: account
#   inventory: [macie2_sessions, macie2_administrators, macie2_automated_discovery, macie2_classification_jobs]
#   partial: self
#   requirements: [TOOL-09]
#   risk: Sensitive data lies in buckets that nobody guards, because nobody knows.
#   fix: Enable automated sensitive data discovery in the administrator of Macie, in each region.
#   frameworks:
#     nist-800-61r3: [ID.AM-07]
package checks.detection.macie_discovery_on

import future.keywords.not

import data.checks.lib.gaps
import data.checks.lib.result

findings contains result.not_applicable(input.account.id, "is a member; its administrator decides where Macie looks") if {
	count(_deciding) == 0
	count(_administered) > 0
	count(_not_read) == 0
}

findings contains result.not_applicable(input.account.id, "has Macie on in no region") if {
	count(((_on | _administered) | _unread)) == 0
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
	some region in (_silent - _doubtful)
	not _doubtful_everywhere
	message := sprintf("has Macie on in %s, and neither automated discovery nor a scheduled job that works", [region])
}

findings contains result.in_region(result.unknown(input.account.id, "shows no discovery among what could be read"), region) if {
	some region in (_silent & _doubtful)
}

findings contains result.in_region(result.unknown(input.account.id, "shows no discovery among what could be read"), region) if {
	some region in _silent
	_doubtful_everywhere
}

findings contains result.in_region(result.pass(input.account.id, 1, "lets Macie look for sensitive data"), region) if {
	some region in (_deciding & _looking)
}

_silent := _deciding - _looking

_looking := _automated | _scheduled

_deciding := (_on - _administered) - _unread

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

_automated contains discovery.region if {
	some discovery in input.tables.macie2_automated_discovery
	discovery.status == "ENABLED"
}

_scheduled contains job.region if {
	some job in input.tables.macie2_classification_jobs
	job.job_type == "SCHEDULED"
	job.job_status in {"RUNNING", "IDLE"}
	not job.last_run_error_status.Code == "ERROR"
}

# --- What could not be read; members may not ask for the discovery, and need not -------------------------------------

_not_read := gaps.wholly(input.unreadable, ["macie2_sessions", "macie2_administrators"])

_unread := gaps.offered(input.unreadable, ["macie2_sessions", "macie2_administrators"]) - _administered

_doubtful := gaps.offered(input.unreadable, ["macie2_automated_discovery"]) | gaps.regions(input.unreadable, ["macie2_classification_jobs"])

_doubtful_everywhere if {
	count(gaps.wholly(input.unreadable, ["macie2_automated_discovery", "macie2_classification_jobs"])) > 0
}
