# METADATA
# title: Responder role reaches evidence and support, and nothing hinders it, by AWS's own simulation
# description: The last drill asked AWS to simulate the responder role, which may read evidence and open support cases, while no boundary and no service control policy takes anything from it. A drill counts for 90 days. An account that no drill tried is unknown.
# related_resources:
#   - ref: https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_testing-policies.html
# schemas:
#   - input: schema.checks.access.responder_role_reach_simulated
# custom:
#   severity: high
#   scope: account
#   inventory: [muster_responder_drill]
#   requirements: [RSP-07, RSP-11, RSP-12]
#   risk: Responders get in, and can neither read what happened nor call for help.
#   fix: Run `muster drill`, and allow what it found denied.
#   frameworks:
#     aws-well-architected: [SEC10-BP05]
package checks.access.responder_role_reach_simulated

import future.keywords.not

import data.checks.lib.noted
import data.checks.lib.result

findings contains result.unknown(input.account.id, message) if {
	missing := _rows - {last.requirement | some last in _drills}
	count(missing) > 0
	message := "was never tried: no `muster drill` has simulated its responder role"
}

findings contains result.unknown(input.account.id, message) if {
	some last in _drills
	noted.standing(last.verdict, last.drilled_at, input.now) == "outdated"
	message := sprintf("was last tried on %s, more than %d days ago; try `muster drill`", [noted.day(last.drilled_at), noted.days])
}

findings contains result.pass(input.account.id, count(_drills), message) if {
	_good == _rows
	oldest := min({last.drilled_at | some last in _drills})
	message := sprintf("reaches evidence and support unhindered: simulated on %s%s", [noted.day(oldest), _unseen])
}

findings contains result.with_evidence(result.fail(last.role, message), evidence) if {
	some last in _drills
	noted.standing(last.verdict, last.drilled_at, input.now) == "fail"
	message := sprintf("%s (%s, drill of %s)", [noted.said(last.messages), last.requirement, noted.day(last.drilled_at)])
	evidence := {"drilled_at": last.drilled_at, "requirement": last.requirement, "messages": last.messages}
}

findings contains result.unknown(last.role, message) if {
	some last in _drills
	noted.standing(last.verdict, last.drilled_at, input.now) == "unknown"
	message := sprintf("%s (%s, drill of %s)", [noted.said(last.messages), last.requirement, noted.day(last.drilled_at)])
}

_unseen := "" if not _is_blind

else := ", which saw no service control policies, so that they may still deny"

# In the management account there are none to be seen.
_is_blind if {
	some last in _drills
	not last.policies_of_organization_seen
	not input.account.management
	input.organization.id
}

_rows := {"RSP-07", "RSP-11", "RSP-12"}

_good contains last.requirement if {
	some last in _drills
	noted.standing(last.verdict, last.drilled_at, input.now) in {"pass", "not-applicable"}
}

_drills contains last if {
	some last in input.tables.muster_responder_drill
	last.requirement in _rows
	noted.is_role(last.role, _name)
}

# A drill of the role of before proves nothing about the one of today.
default _name := null

_name := input.expectations["responder-role"].name
