# METADATA
# title: Contacts were as contacts.yaml wants them when they were last verified
# description: The last `muster contacts verify`, by hand or by the schedule contacts-verify, read every contact that contacts.yaml names in this account, and found each as wanted. What was seen counts for 90 days.
# related_resources:
#   - ref: https://docs.aws.amazon.com/accounts/latest/reference/manage-acct-update-contact-alternate.html
# schemas:
#   - input: schema.checks.contacts.contacts_verified
# custom:
#   severity: high
#   scope: account
#   inventory: [muster_verified_contacts]
#   requirements: [SEC-01, SEC-02, SEC-03, SEC-06]
#   risk: Somebody changed a contact in the console, and notices of the account go to whomever he wrote there.
#   fix: Run `muster contacts plan`, read what changed, and apply it.
package checks.contacts.contacts_verified

import future.keywords.not

import data.checks.lib.noted
import data.checks.lib.result

findings contains result.not_applicable(input.account.id, message) if {
	count(input.tables.muster_verified_contacts) == 0
	message := "has no contacts that `muster contacts verify` has read"
}

findings contains result.with_evidence(result.fail(_contact(line.contact_type), message), evidence) if {
	some line in input.tables.muster_verified_contacts
	noted.standing(_verdict(line.action), line.read_at, input.now) == "fail"
	message := sprintf("%s; wanted by the rule for %s, read on %s", [_said(line.action, line.differences), line.rule, noted.day(line.read_at)])
	evidence := {"action": line.action, "differences": line.differences, "read_at": line.read_at}
}

findings contains result.with_reason(result.unknown(_contact(line.contact_type), message), reason) if {
	some line in input.tables.muster_verified_contacts
	noted.standing(_verdict(line.action), line.read_at, input.now) == "unknown"
	reason := _reason(line.reason)
	message := sprintf("could not be read on %s: %s", [noted.day(line.read_at), _why(line.why)])
}

findings contains result.unknown(_contact(line.contact_type), message) if {
	some line in input.tables.muster_verified_contacts
	noted.standing(_verdict(line.action), line.read_at, input.now) == "outdated"
	message := sprintf("was last read on %s, more than %d days ago; try `muster contacts verify`", [noted.day(line.read_at), noted.days])
}

findings contains result.pass(input.account.id, count(_good), message) if {
	count(_good) > 0
	count(_good) == count(input.tables.muster_verified_contacts)
	message := sprintf("had all contacts as wanted on %s", [noted.day(min({line.read_at | some line in input.tables.muster_verified_contacts}))])
}

_good contains line.contact_type if {
	some line in input.tables.muster_verified_contacts
	noted.standing(_verdict(line.action), line.read_at, input.now) == "pass"
}

_contact(type) := sprintf("%s/%s", [input.account.id, lower(type)])

_verdict("unchanged") := "pass"

_verdict(action) := "fail" if action in {"create", "change", "remove"}

_verdict(action) := "unknown" if not action in {"unchanged", "create", "change", "remove"}

_said("create", _) := "is not set"

_said("remove", _) := "is set, and shall not be"

_said("change", differences) := sprintf("differs in %s", [concat(", ", differences)])

_reason(reason) := reason if is_string(reason)

else := "not-collected"

_why(why) := why if is_string(why)

else := "AWS said nothing"
