# METADATA
# title: Responder role gets into EKS clusters
# description: Every EKS cluster has an access entry for the responder role with an access policy of cluster administrators that holds for the whole cluster.
# related_resources:
#   - ref: https://docs.aws.amazon.com/eks/latest/userguide/access-entries.html
# schemas:
#   - input: schema.checks.containment.clusters_open_to_responders
# custom:
#   severity: medium
#   scope: account
#   inventory: [eks_clusters, eks_access_entries, eks_access_policies]
#   partial: region
#   requirements: [CNT-32]
#   risk: A container can't be isolated or looked at, since only the team that made the cluster gets in.
#   fix: Add an access entry for the responder role and associate AmazonEKSClusterAdminPolicy with it.
package checks.containment.clusters_open_to_responders

import future.keywords.not

import data.checks.lib.arn
import data.checks.lib.result
import data.checks.lib.tally

findings contains result.not_applicable(input.account.id, "has no EKS cluster") if count(_clusters) == 0

findings contains result.unknown(input.account.id, "can't be judged, since no 'expectations.responder-role.name' is configured") if {
	count(_clusters) > 0
	not _name
}

findings contains finding if {
	_name
	some cluster in input.tables.eks_clusters
	[cluster.region, cluster.name] in _closed
	cluster.authentication_mode in {"API", "API_AND_CONFIG_MAP"}
	evidence := {"authentication_mode": cluster.authentication_mode}
	message := "has no access entry for the responder role"
	finding := result.in_region(result.with_evidence(result.fail(cluster.name, message), evidence), cluster.region)
}

findings contains result.in_region(result.unknown(cluster.name, "lets people in by its aws-auth map, which can be read from inside only"), cluster.region) if {
	_name
	some cluster in input.tables.eks_clusters
	[cluster.region, cluster.name] in _closed
	not cluster.authentication_mode in {"API", "API_AND_CONFIG_MAP"}
}

findings contains result.in_region(result.unknown(name, "lets the responder role in, with rights that are not those of an administrator or stand inside the cluster"), region) if {
	_name
	some [region, name] in (_clusters & (_entered - _administered))
}

findings contains finding if {
	_name
	some finding in tally.passes(input.account.id, _clusters & _administered, "EKS clusters let the responder role in")
}

_closed := (_clusters - _entered) - _administered

_clusters contains [cluster.region, cluster.name] if {
	some cluster in input.tables.eks_clusters
	not cluster.status in {"DELETING", "FAILED"}
}

_entered contains [entry.region, entry.cluster_name] if {
	some entry in input.tables.eks_access_entries
	_is_responder(entry.principal_arn)
}

_administered contains [association.region, association.cluster_name] if {
	some association in input.tables.eks_access_policies
	_is_responder(association.principal_arn)
	association.access_scope_type == "cluster"
	arn.name(association.policy_arn) in {"AmazonEKSClusterAdminPolicy", "AmazonEKSAdminPolicy"}
}

_is_responder(principal) if {
	parts := arn.parse(principal)
	parts.account == input.account.id
	parts.type == "role"
	parts.name == _name
}

_name := name if {
	name := input.expectations["responder-role"].name
	is_string(name)
}
