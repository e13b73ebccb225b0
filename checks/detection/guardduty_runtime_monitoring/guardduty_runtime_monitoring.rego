# METADATA
# title: GuardDuty watches what runs on instances and in clusters
# description: In every region where the account has EC2 instances or EKS clusters and a GuardDuty detector that is on, RUNTIME_MONITORING is enabled, its agents for these are managed by GuardDuty, and the older EKS_RUNTIME_MONITORING is not on beside it.
# related_resources:
#   - ref: https://docs.aws.amazon.com/guardduty/latest/ug/runtime-monitoring.html
# schemas:
#   - input: schema.checks.detection.guardduty_runtime_monitoring
# custom:
#   severity: medium
#   scope: account
#   inventory: [guardduty_detectors, ec2_instances, eks_clusters]
#   partial: region
#   requirements: [GD-05, GD-09]
#   risk: Commands, processes and files of an intruder on a host or in a container are seen by nobody.
#   fix: Enable Runtime Monitoring with automated agent configuration for all accounts in the delegated administrator.
#   frameworks:
#     nist-800-61r3: [DE.CM-09]
package checks.detection.guardduty_runtime_monitoring

import future.keywords.not

import data.checks.lib.result

findings contains result.not_applicable(input.account.id, "has neither EC2 instances nor EKS clusters") if count(_wanted) == 0

findings contains result.fail(input.account.id, "has instances or clusters only where no GuardDuty detector is on") if {
	count(_wanted) > 0
	count(_judged) == 0
}

findings contains finding if {
	some detector in input.tables.guardduty_detectors
	detector.region in _judged
	missing := {agent | some [region, agent] in _wanted; region == detector.region} - _managed(detector.features)
	count(missing) > 0
	message := sprintf("lacks Runtime Monitoring, or GuardDuty's management of %s", [concat(", ", missing)])
	finding := result.in_region(result.with_evidence(result.fail(detector.detector_id, message), {"missing": missing}), detector.region)
}

findings contains result.in_region(result.fail(detector.detector_id, message), detector.region) if {
	some detector in input.tables.guardduty_detectors
	detector.region in _judged
	{"RUNTIME_MONITORING", "EKS_RUNTIME_MONITORING"} - _on(detector.features) == set()
	message := "has both Runtime Monitoring and the older EKS Runtime Monitoring on, which do not go together"
}

findings contains result.in_region(result.pass(input.account.id, 1, "has what runs watched by GuardDuty"), detector.region) if {
	some detector in input.tables.guardduty_detectors
	detector.region in _judged
	{agent | some [region, agent] in _wanted; region == detector.region} - _managed(detector.features) == set()
	not "EKS_RUNTIME_MONITORING" in _on(detector.features)
}

_judged := {region | some [region, _] in _wanted} & _detecting

_detecting contains detector.region if {
	some detector in input.tables.guardduty_detectors
	detector.status == "ENABLED"
}

_wanted contains [instance.region, "EC2_AGENT_MANAGEMENT"] if {
	some instance in input.tables.ec2_instances
	not instance.instance_state in {"terminated", "shutting-down"}
}

_wanted contains [cluster.region, "EKS_ADDON_MANAGEMENT"] if some cluster in input.tables.eks_clusters

_on(features) := {feature.Name | some feature in features; feature.Status == "ENABLED"}

# The older feature counts for clusters, alone.
_managed(features) := {part.Name |
	some feature in features
	feature.Name in {"RUNTIME_MONITORING", "EKS_RUNTIME_MONITORING"}
	feature.Status == "ENABLED"
	some part in feature.AdditionalConfiguration
	part.Status == "ENABLED"
	_belongs(feature.Name, part.Name)
}

_belongs("RUNTIME_MONITORING", _)

_belongs("EKS_RUNTIME_MONITORING", "EKS_ADDON_MANAGEMENT")
