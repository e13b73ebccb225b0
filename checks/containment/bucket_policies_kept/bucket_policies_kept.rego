# METADATA
# title: Bucket policies let nobody outside the organization read objects
# description: No bucket policy allows s3:GetObject to everybody or to accounts outside the organization. Everybody under conditions that nobody can know beforehand is unknown; services and public access blocks are looked at elsewhere.
# related_resources:
#   - ref: https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-policy-language-overview.html
# schemas:
#   - input: schema.checks.containment.bucket_policies_kept
# custom:
#   severity: high
#   scope: account
#   inventory: [s3_bucket_policies, organizations_accounts]
#   requirements: [DB-07]
#   risk: Data is read from outside with rights that look like a setting, and counts as lost once somebody notices.
#   fix: Take outsiders out of the bucket policy, or narrow everybody to the organization with aws:PrincipalOrgID.
#   frameworks:
#     nist-800-61r3: [PR.DS-01]
package checks.containment.bucket_policies_kept

import future.keywords.not

import data.checks.lib.organization
import data.checks.lib.policy
import data.checks.lib.result

findings contains result.not_applicable(input.account.id, "has no bucket with a policy") if {
	count([1 | some bucket in input.tables.s3_bucket_policies; is_object(bucket.policy_std)]) == 0
}

findings contains result.with_evidence(result.fail(_arn(bucket.name), message), {"readers": readers}) if {
	some bucket in input.tables.s3_bucket_policies
	readers := sort(_outsiders(bucket.policy_std, {"allowed", "conditional"}) | _everybody(bucket.policy_std, {"allowed"}))
	count(readers) > 0
	message := sprintf("lets its objects be read by %s", [concat(", ", readers)])
}

findings contains result.unknown(_arn(bucket.name), "lets everybody read its objects under conditions that nobody can know beforehand") if {
	some bucket in input.tables.s3_bucket_policies
	count(_outsiders(bucket.policy_std, {"allowed", "conditional"}) | _everybody(bucket.policy_std, {"allowed"})) == 0
	count(_everybody(bucket.policy_std, {"conditional"})) > 0
}

findings contains result.pass(input.account.id, count(good), "has bucket policies that let no outsider read") if {
	good := [bucket.name |
		some bucket in input.tables.s3_bucket_policies
		is_object(bucket.policy_std)
		count(_outsiders(bucket.policy_std, {"allowed", "conditional"})) == 0
		count(_everybody(bucket.policy_std, {"allowed", "conditional"})) == 0
	]
	count(good) > 0
}

# Accounts that are not of the organization, named as principals or by conditions, whatever else the statement demands.
_outsiders(document, words) := {principal.value |
	some statement in policy.statements(document)
	_lets_read(statement) in words
	limits := policy.limits(statement)
	not organization.keeps_inside(limits)
	some principal in policy.principals(statement)
	principal.kind in {"account", "role", "user", "session"}
	regex.match(`^[0-9]{12}$`, principal.account)
	not principal.account in organization.account_ids
} | {sprintf("everybody of %s", [value]) |
	some statement in policy.statements(document)
	_lets_read(statement) in words
	limits := policy.limits(statement)
	not organization.keeps_inside(limits)
	some principal in policy.principals(statement)
	principal.kind in {"anyone", "anyone-but"}
	some name in ["account", "organization", "principal"]
	some value in limits[name]
}

_everybody(document, words) := {"everybody" |
	some statement in policy.statements(document)
	_lets_read(statement) in words
	limits := policy.limits(statement)
	not organization.keeps_inside(limits)
	some principal in policy.principals(statement)
	principal.kind in {"anyone", "anyone-but"}
}

# Which objects it is about does not matter.
_lets_read(statement) := policy.decision([object.union(object.remove(statement, ["NotResource"]), {"Resource": ["*"]})], "s3:GetObject", "arn:aws:s3:::muster-probe/key") if {
	statement.Effect == "Allow"
}

_arn(name) := sprintf("arn:%s:s3:::%s", [input.account.partition, name])
