# METADATA
# title: Session tokens of the global endpoint are valid in all enabled regions
# description: An account with regions that had to be opted in to gives version 2 tokens at the global STS endpoint. Version 1 tokens are refused in those regions.
# related_resources:
#   - ref: https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_temp_enable-regions.html
# schemas:
#   - input: schema.checks.access.global_session_tokens_valid
# custom:
#   severity: low
#   scope: account
#   inventory: [iam_account_summary, account_regions]
#   requirements: [RSP-01]
#   risk: A responder whose session came from the global endpoint is refused in exactly the region the attacker chose.
#   fix: Set the global endpoint to version 2 tokens, or have responders use a regional STS endpoint.
package checks.access.global_session_tokens_valid

import future.keywords.not

import data.checks.lib.result

findings contains result.not_applicable(input.account.id, "has no region that had to be opted in to") if {
	count(_opted_in) == 0
}

findings contains result.pass(input.account.id, count(_opted_in), "has opted-in regions and gives tokens valid in them") if {
	count(_opted_in) > 0
	2 in _versions
}

findings contains result.with_evidence(result.fail(input.account.id, message), evidence) if {
	count(_opted_in) > 0
	1 in _versions
	message := sprintf("gives tokens at the global endpoint that are not valid in %s", [concat(", ", sort(_opted_in))])
	evidence := {"token_version": 1, "regions": sort(_opted_in)}
}

findings contains result.unknown(input.account.id, "does not tell the version of its global tokens") if {
	count(_opted_in) > 0
	count(_versions & {1, 2}) == 0
}

_opted_in contains region.region if {
	some region in input.tables.account_regions
	region.opt_in_status == "opted-in"
}

_versions contains summary.global_endpoint_token_version if some summary in input.tables.iam_account_summary
