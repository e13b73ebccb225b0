# METADATA
# title: Support plan lets a case be urgent
# description: The account may open support cases of severity urgent or critical. An account whose plan has no AWS Support API is unknown, since Security Incident Response or the case of another account may help there; somebody has to say so.
# related_resources:
#   - ref: https://docs.aws.amazon.com/awssupport/latest/APIReference/API_DescribeSeverityLevels.html
# schemas:
#   - input: schema.checks.contacts.support_plan_answers
# custom:
#   severity: medium
#   scope: account
#   inventory: [support_severity_levels]
#   requirements: [SEC-13]
#   risk: In the incident a case about this account waits a day for its first answer.
#   fix: Put the account on the organization's support plan, or attest a membership in AWS Security Incident Response.
package checks.contacts.support_plan_answers

import future.keywords.not

import data.checks.lib.result

findings contains result.pass(input.account.id, count(_quick), message) if {
	count(_quick) > 0
	message := sprintf("may open support cases of severity %s", [concat(" and ", sort(_quick))])
}

findings contains result.with_evidence(result.fail(input.account.id, message), {"severities": sort(_offered)}) if {
	count(_offered) > 0
	count(_quick) == 0
	message := sprintf("may open support cases no worse than %s", [concat(" and ", sort(_offered))])
}

findings contains result.with_reason(result.unknown(input.account.id, message), "needs-attestation") if {
	count(_offered) == 0
	message := "has a support plan without the AWS Support API; somebody has to say how AWS helps in an incident"
}

_quick := _offered & {"urgent", "critical"}

_offered := {level.code |
	some level in input.tables.support_severity_levels
	is_string(level.code)
}
