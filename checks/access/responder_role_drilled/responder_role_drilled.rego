# METADATA
# title: Responder role was assumed in a drill within 90 days
# description: The last drill assumed the responder role in this account, and AWS said whose session it was. A drill counts for 90 days. An account that no drill tried is unknown, never good.
# related_resources:
#   - ref: https://docs.aws.amazon.com/security-ir/latest/userguide/preparation.html
# schemas:
#   - input: schema.checks.access.responder_role_drilled
# custom:
#   severity: medium
#   scope: account
#   inventory: [muster_responder_drill]
#   requirements: [RSP-10]
#   risk: In the night of an incident the trust, the external id or the session policy turns out to be wrong, and nobody gets in.
#   fix: Run `muster drill`, and repair the trust of the role where it could not be assumed.
package checks.access.responder_role_drilled

import future.keywords.not

import data.checks.lib.noted
import data.checks.lib.result

findings contains result.with_reason(result.unknown(input.account.id, message), "needs-attestation") if {
	count(_drills) == 0
	message := "was never tried: no `muster drill` has assumed its responder role"
}

findings contains result.with_reason(result.unknown(input.account.id, message), "needs-attestation") if {
	some last in _drills
	noted.standing(last.verdict, last.drilled_at, input.now) == "outdated"
	message := sprintf("was last tried on %s, more than %d days ago; try `muster drill`", [noted.day(last.drilled_at), noted.days])
}

findings contains result.pass(input.account.id, 1, message) if {
	some last in _drills
	noted.standing(last.verdict, last.drilled_at, input.now) == "pass"
	message := sprintf("was proven on %s: a drill assumed %s", [noted.day(last.drilled_at), last.role])
}

findings contains result.with_evidence(result.fail(last.role, message), evidence) if {
	some last in _drills
	noted.standing(last.verdict, last.drilled_at, input.now) == "fail"
	message := sprintf("%s (drill of %s)", [noted.said(last.messages), noted.day(last.drilled_at)])
	evidence := {"drilled_at": last.drilled_at, "entry": last.entry, "messages": last.messages}
}

findings contains result.unknown(last.role, message) if {
	some last in _drills
	noted.standing(last.verdict, last.drilled_at, input.now) == "unknown"
	message := sprintf("%s (drill of %s)", [noted.said(last.messages), noted.day(last.drilled_at)])
}

_drills contains last if {
	some last in input.tables.muster_responder_drill
	last.requirement == "RSP-10"
	noted.is_role(last.role, _name)
}

# A drill of the role of before proves nothing about the one of today.
default _name := null

_name := input.expectations["responder-role"].name
