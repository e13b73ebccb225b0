# METADATA
# title: Buckets are replicated within the organization only
# description: Every enabled replication rule of a bucket copies to a bucket of the account, or to one of another account of the organization that the rule names.
# related_resources:
#   - ref: https://docs.aws.amazon.com/AmazonS3/latest/userguide/replication.html
# schemas:
#   - input: schema.checks.containment.bucket_replication_kept
# custom:
#   severity: high
#   scope: account
#   inventory: [s3_bucket_replication, s3_buckets, organizations_accounts]
#   requirements: [DB-07]
#   risk: Every new object is copied to a stranger by S3 itself, without a single request that looks odd.
#   fix: Delete the rule, or name the owner of the destination in it if the account is yours.
#   frameworks:
#     nist-800-61r3: [PR.DS-01]
package checks.containment.bucket_replication_kept

import future.keywords.not

import data.checks.lib.organization
import data.checks.lib.result
import data.checks.lib.tally

findings contains result.not_applicable(input.account.id, "has no bucket that is replicated") if count(_copies) == 0

findings contains result.with_evidence(result.fail(_arn(bucket), message), {"destinations": destinations}) if {
	some bucket, copies in tally.by_key(_copies)
	destinations := sort({sprintf("%v in account %v", [target, owner]) | some [target, owner] in copies; _is_foreign(target, owner)})
	count(destinations) > 0
	message := sprintf("is replicated out of the organization, to %s", [concat(", ", destinations)])
}

findings contains result.with_evidence(result.unknown(_arn(bucket), message), {"destinations": destinations}) if {
	some bucket, copies in tally.by_key(_copies)
	count([1 | some [target, owner] in copies; _is_foreign(target, owner)]) == 0
	destinations := sort({sprintf("%v", [target]) | some [target, owner] in copies; not _is_own(target, owner)})
	count(destinations) > 0
	message := sprintf("is replicated to %s, and the rule does not tell whose that is", [concat(", ", destinations)])
}

findings contains result.pass(input.account.id, count(good), "has buckets that are replicated within the organization") if {
	good := [bucket |
		some bucket, copies in tally.by_key(_copies)
		every copy in copies {
			_is_own(copy[0], copy[1])
		}
	]
	count(good) > 0
}

# Bucket, destination and the owner that the rule names, which it need not.
_copies contains [bucket.name, [rule.Destination.Bucket, object.get(rule.Destination, "Account", null)]] if {
	some bucket in input.tables.s3_bucket_replication
	some rule in bucket.replication.Rules
	not rule.Status == "Disabled"
	is_object(rule.Destination)
}

_is_foreign(target, owner) if {
	not _is_own(target, owner)
	is_string(owner)
	regex.match(`^[0-9]{12}$`, owner)
}

_is_own(target, _) if target in _buckets

_is_own(_, owner) if owner in organization.account_ids

_buckets contains bucket.arn if some bucket in input.tables.s3_buckets

_arn(name) := sprintf("arn:%s:s3:::%s", [input.account.partition, name])
