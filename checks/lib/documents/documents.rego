# METADATA
# description: Policies as several checks read them. Each rule is evaluated once a request, however many checks ask.
package checks.lib.documents

import data.checks.lib.tally

# METADATA
# description: |
#   The document of each managed policy that is in use, by ARN. One that is told in two versions is not there, since
#   nobody knows which one is in force. A check that uses it declares iam_policies_attached.
managed := {arn: document |
	some arn, documents in tally.by_key({[policy.arn, policy.policy_std] | some policy in input.tables.iam_policies_attached})
	count(documents) == 1
	some document in documents
}
