# METADATA
# title: EKS clusters log their audit and authenticator events
# description: Every EKS cluster of the account has control plane logging on for the types audit and authenticator.
# related_resources:
#   - ref: https://docs.aws.amazon.com/eks/latest/userguide/control-plane-logs.html
# schemas:
#   - input: schema.checks.logging.eks_audit_logs_kept
# custom:
#   severity: high
#   scope: account
#   inventory: [eks_clusters]
#   partial: region
#   requirements: [CON-L1]
#   risk: What an intruder did inside the cluster, and which IAM identity came in, is recorded nowhere.
#   fix: Switch on the log types audit and authenticator of the cluster.
#   frameworks:
#     aws-sir: [select-and-enable-log-sources]
#     aws-well-architected: [SEC04-BP01]
#     mitre-attack: [DS0014]
#     nist-800-61r3: [PR.PS-04]
package checks.logging.eks_audit_logs_kept

import future.keywords.not

import data.checks.lib.result
import data.checks.lib.tally

findings contains result.not_applicable(input.account.id, "has no EKS cluster") if count(_asked) == 0

findings contains finding if {
	some cluster in input.tables.eks_clusters
	[cluster.region, cluster.name] in _bad
	finding := result.in_region(result.with_evidence(result.fail(cluster.name, "does not log both its audit and its authenticator events"), {"logging": cluster.logging}), cluster.region)
}

findings contains finding if some finding in tally.passes(input.account.id, _good, "EKS clusters log audit and authenticator events")

_good := _asked & _recorded

_bad := _asked - _recorded

_asked contains [cluster.region, cluster.name] if some cluster in input.tables.eks_clusters

_recorded contains [cluster.region, cluster.name] if {
	some cluster in input.tables.eks_clusters
	{"audit", "authenticator"} - _enabled(cluster.logging) == set()
}

_enabled(logging) := {type |
	some group in logging.ClusterLogging
	group.Enabled == true
	some type in group.Types
}
