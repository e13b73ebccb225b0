# METADATA
# title: Responder role may contain an incident, by AWS's own simulation
# description: The last drill asked AWS to simulate the responder role for every action of containment, and all were allowed, but that access keys are deleted was not. A drill counts for 90 days. An account that no drill tried is unknown.
# related_resources:
#   - ref: https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_testing-policies.html
# schemas:
#   - input: schema.checks.access.responder_role_simulated
# custom:
#   severity: critical
#   scope: account
#   inventory: [muster_responder_drill]
#   requirements: [RSP-02, RSP-03, RSP-04]
#   risk: A statement, a boundary or a service control policy that a reading of the policies missed stops the responders in the middle of the incident.
#   fix: Run `muster drill`, and allow what it found denied.
#   frameworks:
#     aws-well-architected: [SEC10-BP05]
#     nist-800-61r3: [RS.MI-01]
package checks.access.responder_role_simulated

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
	message := sprintf("may do every action of containment: simulated on %s", [noted.day(oldest)])
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

_rows := {"RSP-02", "RSP-03", "RSP-04"}

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
