package checks.containment.clusters_open_to_responders_test

import data.checks.containment.clusters_open_to_responders as check
import data.checks.lib.expect

test_pass_administrator[policy] if {
	some policy in ["AmazonEKSClusterAdminPolicy", "AmazonEKSAdminPolicy"]
	expect.verdicts(_answer([_cluster({})], [_entry({})], [_policy({"policy_arn": sprintf("arn:aws:eks::aws:cluster-access-policy/%s", [policy])})]), {["111111111111", "pass"]})
}

test_fail_no_entry if expect.verdicts(_answer([_cluster({})], [], []), {["apps", "fail"]})

test_fail_entry_in_another_region if {
	other := {"region": "eu-central-1"}
	expect.verdicts(_answer([_cluster({})], [_entry(other)], [_policy(other)]), {["apps", "fail"]})
}

test_fail_role_of_another_account if {
	other := {"principal_arn": "arn:aws:iam::222222222222:role/responder"}
	expect.verdicts(_answer([_cluster({})], [_entry(other)], [_policy(other)]), {["apps", "fail"]})
}

test_unknown_rights_inside if expect.verdicts(_answer([_cluster({})], [_entry({})], []), {["apps", "unknown"]})

test_unknown_one_namespace_only if {
	expect.verdicts(_answer([_cluster({})], [_entry({})], [_policy({"access_scope_type": "namespace"})]), {["apps", "unknown"]})
}

test_unknown_map_only if expect.verdicts(_answer([_cluster({"authentication_mode": "CONFIG_MAP"})], [], []), {["apps", "unknown"]})

test_unknown_no_expectation if {
	answer := check.findings with input as object.union(_input([_cluster({})], [], []), {"expectations": {"responder-role": {"name": null}}})
	expect.verdicts(answer, {["111111111111", "unknown"]})
}

test_absent_no_cluster if expect.verdicts(_answer([], [], []), {["111111111111", "not-applicable"]})

test_absent_cluster_is_going if expect.verdicts(_answer([_cluster({"status": "DELETING"})], [], []), {["111111111111", "not-applicable"]})

test_null_rows if {
	cluster := {"region": "eu-west-1", "name": "apps", "status": null, "authentication_mode": null}
	entry := {"region": "eu-west-1", "cluster_name": null, "principal_arn": null}
	policy := {"region": "eu-west-1", "cluster_name": null, "principal_arn": null, "policy_arn": null, "access_scope_type": null}
	expect.verdicts(_answer([cluster], [entry], [policy]), {["apps", "unknown"]})
}

_cluster(changes) := object.union({"region": "eu-west-1", "name": "apps", "status": "ACTIVE", "authentication_mode": "API_AND_CONFIG_MAP"}, changes)

_entry(changes) := object.union({"region": "eu-west-1", "cluster_name": "apps", "principal_arn": "arn:aws:iam::111111111111:role/ir/responder"}, changes)

_policy(changes) := object.union(
	{
		"region": "eu-west-1", "cluster_name": "apps", "principal_arn": "arn:aws:iam::111111111111:role/ir/responder",
		"policy_arn": "arn:aws:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy", "access_scope_type": "cluster",
	},
	changes,
)

_answer(clusters, entries, policies) := answer if {
	answer := check.findings with input as _input(clusters, entries, policies)
}

_input(clusters, entries, policies) := {
	"account": {"id": "111111111111"},
	"expectations": {"responder-role": {"name": "responder"}},
	"tables": {"eks_clusters": clusters, "eks_access_entries": entries, "eks_access_policies": policies},
}
