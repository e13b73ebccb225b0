# METADATA
# title: Macie is on in every region with buckets
# description: In every region where the account has buckets Macie is enabled, and it publishes updates of findings every fifteen minutes.
# related_resources:
#   - ref: https://docs.aws.amazon.com/macie/latest/user/macie-organizations.html
# schemas:
#   - input: schema.checks.detection.macie_enabled
# custom:
#   severity: medium
#   scope: account
#   inventory: [s3_buckets, macie2_sessions]
#   partial: self
#   requirements: [TOOL-07]
#   risk: After a theft from buckets nobody can say what kind of data was in them.
#   fix: Enable Macie for all accounts in its delegated administrator, in each region with buckets.
#   frameworks:
#     cis-aws-5.0: ["2.1.3"]
package checks.detection.macie_enabled

import future.keywords.not

import data.checks.lib.gaps
import data.checks.lib.result

findings contains result.not_applicable(input.account.id, "has no bucket where AWS offers Macie") if {
	count(_stored) == 0
	count(_not_read) == 0
}

findings contains result.unknown(input.account.id, message) if {
	count(_not_read) > 0
	message := sprintf("could not be asked for %s, in any region", [concat(", ", _not_read)])
}

findings contains result.in_region(result.unknown(input.account.id, message), region) if {
	some region in (_stored & _unread)
	message := "did not answer for Macie, which AWS also refuses where Macie is off"
}

findings contains result.in_region(result.fail(input.account.id, message), region) if {
	some region in (_stored - (_on | _unread))
	count(_not_read) == 0
	message := sprintf("has buckets in %s, where Macie is not on", [region])
}

findings contains finding if {
	some session in input.tables.macie2_sessions
	session.region in (_stored & _on)
	not session.region in _quick
	message := "publishes updates of Macie findings later than after fifteen minutes"
	evidence := {"finding_publishing_frequency": session.finding_publishing_frequency}
	finding := result.in_region(result.with_evidence(result.fail(input.account.id, message), evidence), session.region)
}

findings contains result.in_region(result.pass(input.account.id, 1, "has its buckets watched by Macie"), region) if {
	some region in ((_stored & _on) & _quick)
}

_stored contains bucket.region if {
	some bucket in input.tables.s3_buckets
	bucket.region in input.account.regions
	not bucket.region in _without_macie
}

_not_read := gaps.wholly(input.unreadable, ["s3_buckets", "macie2_sessions"])

_unread := gaps.offered(input.unreadable, ["macie2_sessions"])

_without_macie := gaps.regions(input.unreadable, ["macie2_sessions"]) - _unread

_on contains session.region if {
	some session in input.tables.macie2_sessions
	session.status == "ENABLED"
}

_quick contains session.region if {
	some session in input.tables.macie2_sessions
	session.finding_publishing_frequency == "FIFTEEN_MINUTES"
}
