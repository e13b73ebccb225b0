# METADATA
# title: A policy that freezes a whole account is prepared
# description: The organization has a service control policy that denies ordinary roles everything, ready to be attached to an account or to a unit into which accounts are moved.
# related_resources:
#   - ref: https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps.html
# schemas:
#   - input: schema.checks.containment.quarantine_policy_prepared
# custom:
#   severity: medium
#   scope: organization
#   inventory: [organizations_service_control_policies]
#   requirements: [ACC-15]
#   risk: An account that is taken over by its root or administrators can't be stopped until somebody has written and tried out a policy.
#   fix: Create a service control policy that denies everything to all but the responder role, and keep it unattached or on a quarantine unit.
#   frameworks:
#     aws-well-architected: [SEC10-BP06]
#     nist-800-61r3: [RS.MI-01]
package checks.containment.quarantine_policy_prepared

import future.keywords.not

import data.checks.lib.result
import data.checks.lib.scp

findings contains result.unknown(id, "has a text that was not read") if {
	some policy in input.organization.tables.organizations_service_control_policies
	not is_object(policy.content)
	id := object.get(policy, "id", input.organization.id)
	count(_freezing) == 0
}

findings contains result.fail(input.organization.id, "has no service control policy that denies an account everything") if {
	count(_freezing) == 0
	count([1 | some policy in input.organization.tables.organizations_service_control_policies; not is_object(policy.content)]) == 0
}

findings contains result.with_evidence(result.pass(input.organization.id, count(_freezing), message), {"policies": sort(_freezing)}) if {
	count(_freezing) > 0
	message := "has a service control policy that freezes an account"
}

_freezing contains policy.id if {
	some policy in input.organization.tables.organizations_service_control_policies
	is_object(policy.content)
	decisions := {decision |
		some action in _actions
		decision := scp.decide(policy.content, action, "arn:aws:muster:us-east-1:000000000000:probe/probe", _context)
	}
	decisions == {"denied"}
}

_actions := ["ec2:RunInstances", "iam:CreateUser", "lambda:InvokeFunction", "s3:GetObject", "sts:AssumeRole"]

_context := object.union(scp.context("aws", "000000000000", "muster-probe"), {"aws:requestedregion": "us-east-1"})
