# METADATA
# title: Organization has all features and service control policies
# description: The feature set of the organization is ALL, and policies of the type SERVICE_CONTROL_POLICY are enabled at its root.
# related_resources:
#   - ref: https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_org_support-all-features.html
# schemas:
#   - input: schema.checks.access.organization_all_features
# custom:
#   severity: high
#   scope: organization
#   inventory: [organizations_organization, organizations_root]
#   requirements: [ACC-06]
#   risk: No quarantine by policy, no organization trail and no delegated administration; each account is on its own.
#   fix: Enable all features of the organization and the policy type SERVICE_CONTROL_POLICY at its root.
package checks.access.organization_all_features

import future.keywords.not

import data.checks.lib.result

findings contains result.pass(input.organization.id, 2, "has all features and service control policies") if {
	"ALL" in _feature_sets
	"SERVICE_CONTROL_POLICY" in _enabled
}

findings contains result.with_evidence(result.fail(input.organization.id, message), evidence) if {
	count(_feature_sets) > 0
	not "ALL" in _feature_sets
	message := "has not all features, only consolidated billing"
	evidence := {"feature_set": sort(_feature_sets)}
}

findings contains result.unknown(input.organization.id, "does not tell its feature set") if count(_feature_sets) == 0

findings contains result.with_evidence(result.fail(input.organization.id, message), evidence) if {
	"ALL" in _feature_sets
	not "SERVICE_CONTROL_POLICY" in _enabled
	message := "has service control policies switched off at its root"
	evidence := {"policy_types": sort(_enabled)}
}

_feature_sets contains organization.organization_feature_set if {
	some organization in input.organization.tables.organizations_organization
	is_string(organization.organization_feature_set)
}

_enabled contains type.Type if {
	some root in input.organization.tables.organizations_root
	some type in root.policy_types
	type.Status == "ENABLED"
}
