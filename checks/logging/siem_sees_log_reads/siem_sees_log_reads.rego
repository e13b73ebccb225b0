# METADATA
# title: SIEM has what is done with the files of the log archive
# description: The SIEM has events of the last 24 hours of the log archive's own account that tell who read and wrote objects there.
# related_resources:
#   - ref: https://docs.aws.amazon.com/awscloudtrail/latest/userguide/logging-data-events-with-cloudtrail.html
# schemas:
#   - input: schema.checks.logging.siem_sees_log_reads
# custom:
#   severity: medium
#   scope: organization
#   inventory: [siem_cloudtrail_accounts]
#   requirements: [SIEM-13]
#   risk: Who reads the logs knows what is known of him, and who deletes them leaves no trace.
#   fix: Record data events of the log buckets by a trail that writes to another bucket, and send them to the SIEM.
#   frameworks:
#     nist-800-61r3: [PR.PS-04]
package checks.logging.siem_sees_log_reads

import future.keywords.not

import data.checks.lib.result

findings contains result.unknown(input.organization.id, message) if {
	not _archive
	message := "can't be judged, since no 'expectations.log-archive-account' or 'expectations.security-account' is configured"
}

findings contains result.with_evidence(result.fail(_archive, message), {"events": _events}) if {
	not _archive in _seen
	message := "is the log archive, and the SIEM has no event of the last 24 hours that tells of its objects"
}

findings contains result.pass(_archive, 1, "is the log archive, and the SIEM has what is done with its objects") if {
	_archive in _seen
}

# Without a log archive the security account keeps the logs.
_archive := id if {
	id := input.expectations["log-archive-account"]
	is_string(id)
} else := id if {
	id := input.expectations["security-account"]
	is_string(id)
}

_seen contains row.recipient_account_id if {
	some row in input.organization.tables.siem_cloudtrail_accounts
	row.object_events > 0
}

_events := sum([row.events |
	some row in input.organization.tables.siem_cloudtrail_accounts
	row.recipient_account_id == _archive
	is_number(row.events)
])
