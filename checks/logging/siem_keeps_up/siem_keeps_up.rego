# METADATA
# title: SIEM has events of the last hour
# description: The newest CloudTrail event that the SIEM has, of any account, is at most an hour older than the audit.
# related_resources:
#   - ref: https://docs.aws.amazon.com/awscloudtrail/latest/userguide/get-and-view-cloudtrail-log-files.html
# schemas:
#   - input: schema.checks.logging.siem_keeps_up
# custom:
#   severity: critical
#   scope: organization
#   inventory: [siem_cloudtrail_accounts]
#   requirements: [SIEM-03, SIEM-07]
#   risk: Alarms come when the attacker is gone, and responders search in events of yesterday.
#   fix: Look how many messages wait in the SIEM's queue and how old they are, and let the SIEM read faster.
#   frameworks:
#     nist-800-61r3: [PR.PS-04]
package checks.logging.siem_keeps_up

import future.keywords.not

import data.checks.lib.result

_longest_minutes := 60

findings contains result.fail(input.organization.id, "has no CloudTrail event of the last 24 hours in the SIEM") if {
	count(_ages) == 0
}

findings contains result.with_evidence(result.fail(input.organization.id, message), {"minutes": _age}) if {
	_age > _longest_minutes
	message := sprintf("got its newest CloudTrail event in the SIEM %v minutes before the audit", [_age])
}

findings contains result.pass(input.organization.id, count(_ages), "has CloudTrail events of the last hour in the SIEM") if {
	_age <= _longest_minutes
}

_age := min(_ages)

# Minutes between the newest event of each account and the audit.
_ages contains age if {
	some row in input.organization.tables.siem_cloudtrail_accounts
	row.events > 0
	is_string(row.newest)
	age := floor((time.parse_rfc3339_ns(input.now) - time.parse_rfc3339_ns(row.newest)) / (60 * 1000000000))
}
