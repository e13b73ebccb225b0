# METADATA
# title: Users carry no quarantine policy of AWS
# description: No IAM user has one of AWS' policies AWSCompromisedKeyQuarantine attached. AWS attaches them to users whose access key it found in public; they are a sign of an incident, not its containment.
# related_resources:
#   - ref: https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AWSCompromisedKeyQuarantineV3.html
# schemas:
#   - input: schema.checks.detection.leaked_key_quarantine_absent
# custom:
#   severity: critical
#   scope: account
#   inventory: [iam_user_policies]
#   requirements: [IAC-06]
#   risk: A key that AWS has found in public still works for most actions while everybody takes it for contained.
#   fix: Treat it as an incident - disable the key, look for its use, then take the policy off.
package checks.detection.leaked_key_quarantine_absent

import future.keywords.not

import data.checks.lib.result

findings contains result.with_evidence(result.fail(user.arn, message), {"policies": quarantines}) if {
	some user in input.tables.iam_user_policies
	quarantines := [policy |
		some policy in user.attached_policy_arns
		contains(policy, ":policy/AWSCompromisedKeyQuarantine")
	]
	count(quarantines) > 0
	message := "is quarantined by AWS, which found one of its access keys in public"
}

findings contains result.pass(input.account.id, count(_free), "has users without a quarantine policy") if count(_free) > 0

findings contains result.pass(input.account.id, 0, "has no users") if count(input.tables.iam_user_policies) == 0

findings contains result.unknown(user.arn, "does not tell its policies") if {
	some user in input.tables.iam_user_policies
	not is_array(user.attached_policy_arns)
}

_free contains user.arn if {
	some user in input.tables.iam_user_policies
	is_array(user.attached_policy_arns)
	every policy in user.attached_policy_arns {
		not contains(policy, ":policy/AWSCompromisedKeyQuarantine")
	}
}
