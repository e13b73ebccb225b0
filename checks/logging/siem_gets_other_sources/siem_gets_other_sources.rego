# METADATA
# title: Sources of logs other than AWS sent to the SIEM in the last 24 hours
# description: Each source that the configuration names, such as the VPN or the identity provider, has events of the last 24 hours in the SIEM.
# related_resources: []
# schemas:
#   - input: schema.checks.logging.siem_gets_other_sources
# custom:
#   severity: high
#   scope: organization
#   inventory: [siem_other_sources]
#   requirements: [SIEM-08]
#   risk: The address of a sign-in leads to the VPN or the identity provider, and there the trace ends.
#   fix: Find out why the source stopped to send, and name every source that responders need in the configuration.
#   frameworks:
#     nist-800-61r3: [PR.PS-04]
package checks.logging.siem_gets_other_sources

import future.keywords.not

import data.checks.lib.result

findings contains result.unknown(input.organization.id, "names no other source of logs") if {
	count(input.organization.tables.siem_other_sources) == 0
}

findings contains result.with_evidence(result.fail(row.source, message), {"events": row.events}) if {
	some row in input.organization.tables.siem_other_sources
	not row.source in _sending
	message := "is a source of logs that has no event of the last 24 hours in the SIEM"
}

findings contains result.pass(input.organization.id, count(_sending), message) if {
	count(_sending) > 0
	message := sprintf("has %v other sources of logs that sent to the SIEM", [count(_sending)])
}

_sending contains row.source if {
	some row in input.organization.tables.siem_other_sources
	row.events > 0
}
