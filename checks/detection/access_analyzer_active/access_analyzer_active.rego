# METADATA
# title: IAM Access Analyzer watches the whole organization in every region
# description: The security account has an ACTIVE analyzer of external access for the organization in every enabled region.
# related_resources:
#   - ref: https://docs.aws.amazon.com/IAM/latest/UserGuide/what-is-access-analyzer.html
# schemas:
#   - input: schema.checks.detection.access_analyzer_active
# custom:
#   severity: medium
#   scope: account
#   inventory: [accessanalyzer_analyzers]
#   partial: region
#   requirements: [TOOL-10]
#   risk: What an intruder opened to an outside account, such as a bucket, role, key or snapshot, is found by nobody.
#   fix: Create an analyzer of type ORGANIZATION in each region of the security account.
#   frameworks:
#     cis-aws-5.0: ["1.19"]
package checks.detection.access_analyzer_active

import future.keywords.not

import data.checks.lib.result

findings contains result.unknown(input.account.id, "can't be judged, since no 'expectations.security-account' is configured") if {
	not _security
}

findings contains result.not_applicable(input.account.id, message) if {
	_security != input.account.id
	message := sprintf("leaves that to the security account %s", [_security])
}

findings contains result.unknown(input.account.id, "has no enabled region that is known") if {
	_is_asked
	count(input.account.regions) == 0
}

findings contains result.in_region(result.fail(input.account.id, message), region) if {
	_is_asked
	some region in input.account.regions
	not region in _watched
	message := sprintf("has no active analyzer of the organization's external access in %s", [region])
}

findings contains result.in_region(result.pass(input.account.id, 1, "watches the organization's external access"), region) if {
	_is_asked
	some region in input.account.regions
	region in _watched
}

_watched contains analyzer.region if {
	some analyzer in input.tables.accessanalyzer_analyzers
	analyzer.type == "ORGANIZATION"
	analyzer.status == "ACTIVE"
}

_is_asked if _security == input.account.id

_security := account_id if {
	account_id := input.expectations["security-account"]
	is_string(account_id)
}
