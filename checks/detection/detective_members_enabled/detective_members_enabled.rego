# METADATA
# title: Detective has the account in its graph, or was decided against
# description: In every region where Detective knows the account, its membership is enabled or it has a graph of its own. Where Detective is not used at all, somebody has to say that this was decided.
# related_resources:
#   - ref: https://docs.aws.amazon.com/detective/latest/userguide/accounts.html
# schemas:
#   - input: schema.checks.detection.detective_members_enabled
# custom:
#   severity: medium
#   scope: account
#   inventory: [detective_graphs, detective_invitations]
#   partial: self
#   requirements: [TOOL-05]
#   risk: Analysts turn to a graph in which the account is missing, and take silence for innocence.
#   fix: Enable the account as a member of the organization's Detective graph, or attest that the company does without Detective.
package checks.detection.detective_members_enabled

import future.keywords.not

import data.checks.lib.gaps
import data.checks.lib.result

findings contains result.with_reason(result.unknown(input.account.id, message), "needs-attestation") if {
	count(_graphs | _known) == 0
	count(_not_read) == 0
	count(_unread) == 0
	message := "is in no Detective graph; somebody has to say that this was decided"
}

findings contains result.unknown(input.account.id, message) if {
	count(_not_read) > 0
	message := sprintf("could not be asked for %s, in any region", [concat(", ", _not_read)])
}

findings contains result.in_region(result.unknown(input.account.id, message), region) if {
	some region in (_unread - _in)
	message := "did not answer for Detective"
}

findings contains finding if {
	some invitation in input.tables.detective_invitations
	not invitation.region in _in
	message := sprintf("is no working member of a Detective graph, but %v", [invitation.status])
	evidence := {"graph_arn": invitation.graph_arn, "administrator_id": invitation.administrator_id, "status": invitation.status}
	finding := result.in_region(result.with_evidence(result.fail(input.account.id, message), evidence), invitation.region)
}

findings contains result.in_region(result.pass(input.account.id, 1, "is in a Detective graph"), region) if some region in _in

_in := _graphs | _members

_not_read := gaps.wholly(input.unreadable, ["detective_graphs", "detective_invitations"])

_unread := gaps.offered(input.unreadable, ["detective_graphs", "detective_invitations"])

_graphs contains graph.region if {
	some graph in input.tables.detective_graphs
	is_string(graph.created_at)
}

_known contains invitation.region if some invitation in input.tables.detective_invitations

_members contains invitation.region if {
	some invitation in input.tables.detective_invitations
	invitation.status == "ENABLED"
}
