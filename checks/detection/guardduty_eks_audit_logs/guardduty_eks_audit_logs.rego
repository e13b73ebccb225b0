# METADATA
# title: GuardDuty analyses audit logs of EKS clusters
# description: In every region where the account has EKS clusters and a GuardDuty detector that is on, the detector's feature EKS_AUDIT_LOGS is enabled.
# related_resources:
#   - ref: https://docs.aws.amazon.com/guardduty/latest/ug/kubernetes-protection.html
# schemas:
#   - input: schema.checks.detection.guardduty_eks_audit_logs
# custom:
#   severity: high
#   scope: account
#   inventory: [guardduty_detectors, eks_clusters]
#   partial: region
#   requirements: [GD-04]
#   risk: Who takes over a cluster from inside raises no alarm, since Kubernetes calls are not in CloudTrail.
#   fix: Enable the feature EKS_AUDIT_LOGS for all accounts in the delegated administrator.
#   frameworks:
#     nist-800-61r3: [DE.CM-09]
package checks.detection.guardduty_eks_audit_logs

import future.keywords.not

import data.checks.lib.result

findings contains result.not_applicable(input.account.id, "has no EKS clusters") if count(_used) == 0

findings contains result.fail(input.account.id, "has EKS clusters only where no GuardDuty detector is on") if {
	count(_used) > 0
	count(_used & _detecting) == 0
}

findings contains result.in_region(result.fail(input.account.id, message), region) if {
	some region in ((_used & _detecting) - _analysing)
	message := "has EKS clusters, and GuardDuty does not analyse EKS_AUDIT_LOGS there"
}

findings contains result.in_region(result.pass(input.account.id, 1, "has EKS clusters watched by GuardDuty"), region) if {
	some region in ((_used & _detecting) & _analysing)
}

_used contains cluster.region if some cluster in input.tables.eks_clusters

# Where there is no detector at all, another check says so.
_detecting contains detector.region if {
	some detector in input.tables.guardduty_detectors
	detector.status == "ENABLED"
}

_analysing contains detector.region if {
	some detector in input.tables.guardduty_detectors
	some feature in detector.features
	feature.Name == "EKS_AUDIT_LOGS"
	feature.Status == "ENABLED"
}
