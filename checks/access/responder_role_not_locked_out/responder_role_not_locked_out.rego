# METADATA
# title: Service control policies let responders and auditors work
# description: No attached service control policy denies the responder role a step of containment or the audit role its reading, in any region, and what policies of a root, a unit or an account allow together includes these. A policy that names a role under a path is unknown.
# related_resources:
#   - ref: https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps_evaluation.html
# schemas:
#   - input: schema.checks.access.responder_role_not_locked_out
# custom:
#   severity: critical
#   scope: organization
#   inventory: [organizations_accounts, organizations_service_control_policies, organizations_service_control_policy_targets]
#   requirements: [ACC-12, RSP-07]
#   risk: An attacker works in a closed region or a suspended account, and the only role that could stop it is denied there.
#   fix: Exempt the responder and the audit role in the policy with ArnNotLike on aws:PrincipalArn.
#   frameworks:
#     aws-well-architected: [SEC10-BP05]
package checks.access.responder_role_not_locked_out

import future.keywords.not

import data.checks.lib.policy
import data.checks.lib.result
import data.checks.lib.scp
import data.checks.lib.tally

findings contains result.unknown(input.organization.id, message) if {
	count(_roles) == 0
	message := "can't be judged, since neither 'expectations.responder-role.name' nor 'expectations.audit-role' is configured"
}

findings contains result.unknown(input.organization.id, "has no member account to ask about") if {
	count(_roles) > 0
	not _probe
}

findings contains result.not_applicable(input.organization.id, "has no service control policy attached") if {
	count(_roles) > 0
	_probe
	count(_attached) == 0
}

findings contains result.unknown(id, "is attached and its text was not read") if {
	some [id, content] in _attached
	not is_object(content)
}

findings contains result.with_evidence(result.fail(id, message), {"denied": denied}) if {
	some id, decisions in _decisions
	denied := {role: actions |
		some role, _ in _roles
		actions := sort({action | some [who, action, decision] in decisions; who == role; decision == "denied"})
		count(actions) > 0
	}
	count(denied) > 0
	message := sprintf("keeps %s from working", [concat(" and ", sort(object.keys(denied)))])
}

findings contains result.with_evidence(result.fail(place, message), {"not_allowed": not_allowed}) if {
	some place, statements in _allowing
	not_allowed := {role: actions |
		some role, needs in _roles
		actions := sort([action |
			some action, target in needs
			context := scp.context(_partition, _probe, role)
			policy.decide(statements, action, _resource(target), context) == "not-allowed"
		])
		count(actions) > 0
	}
	count(not_allowed) > 0
	message := sprintf("has policies that do not allow %s to work", [concat(" and ", sort(object.keys(not_allowed)))])
}

findings contains result.with_evidence(result.unknown(id, message), {"conditional": doubtful}) if {
	some id, decisions in _decisions
	count([1 | some [_, _, decision] in decisions; decision == "denied"]) == 0
	doubtful := sort({action | some [_, action, decision] in decisions; decision == "conditional"})
	count(doubtful) > 0
	message := sprintf("may keep a role from %s, under conditions that nobody can know", [concat(", ", doubtful)])
}

findings contains result.pass(input.organization.id, count(good), "has service control policies that let its responders and auditors work") if {
	good := [id |
		some id, decisions in _decisions
		count([1 | some [_, _, decision] in decisions; decision in {"denied", "conditional"}]) == 0
	]
	count(good) > 0
}

_decisions := tally.by_key({[id, [role, action, decision]] |
	_probe
	some [id, content] in _attached
	is_object(content)
	some region in scp.regions(content)
	some role, needs in _roles
	context := object.union(scp.context(_partition, _probe, role), {
		"aws:requestedregion": region, "aws:principalorgid": input.organization.id, "aws:resourceorgid": input.organization.id,
	})
	role_arns := scp.role_arns(content, _partition, _probe, role)
	some action, target in needs
	decision := scp.agreed({scp.decide(content, action, _resource(target), object.union(context, {"aws:principalarn": role_arn})) |
		some role_arn in role_arns
	})
})

_resource(target) := strings.replace_n({"{partition}": _partition, "{account}": _probe}, target)

_attached contains [policy.id, policy.content] if {
	some policy in input.organization.tables.organizations_service_control_policies
	policy.id in _in_use
}

# What the policies of each account, unit and root allow together. AWS wants a policy everywhere, so that a place of
# which only denials are seen is one whose policies were not all seen.
_allowing := {place: statements |
	_probe
	some place, ids in tally.by_key(_places)
	every id in ids {
		is_object(_contents[id])
	}
	statements := [statement |
		some id in ids
		some statement in policy.statements(_contents[id])
		statement.Effect == "Allow"
	]
	count(statements) > 0
}

_contents := tally.known(_attached)

_places := {[target.target_id, target.policy_id] |
	some target in input.organization.tables.organizations_service_control_policy_targets
	target.target_id != input.organization.management_account_id
}

_in_use contains target.policy_id if some target in input.organization.tables.organizations_service_control_policy_targets

_roles[name] := _containment if {
	name := input.expectations["responder-role"].name
	is_string(name)
}

_roles[name] := _reading if {
	name := input.expectations["audit-role"]
	is_string(name)
	name != object.get(input.expectations, ["responder-role", "name"], null)
}

# Policies of the organization do not bind the management account, so a member is asked about.
_probe := min({account.id |
	some account in input.organization.tables.organizations_accounts
	account.state == "ACTIVE"
	account.id != input.organization.management_account_id
})

_partition := scp.partition(max({account.arn |
	some account in input.organization.tables.organizations_accounts
	is_string(account.arn)
} | {""}))

_containment := {
	"iam:UpdateAccessKey": "arn:{partition}:iam::{account}:user/muster-probe",
	"iam:PutRolePolicy": "arn:{partition}:iam::{account}:role/muster-probe",
	"iam:AttachUserPolicy": "arn:{partition}:iam::{account}:user/muster-probe",
	"ec2:CreateSecurityGroup": "arn:{partition}:ec2:us-east-1:{account}:security-group/muster-probe",
	"ec2:ModifyNetworkInterfaceAttribute": "arn:{partition}:ec2:us-east-1:{account}:network-interface/muster-probe",
	"ec2:StopInstances": "arn:{partition}:ec2:us-east-1:{account}:instance/muster-probe",
	"ec2:CreateSnapshot": "arn:{partition}:ec2:us-east-1:{account}:volume/muster-probe",
	"lambda:PutFunctionConcurrency": "arn:{partition}:lambda:us-east-1:{account}:function:muster-probe",
	"rds:ModifyDBInstance": "arn:{partition}:rds:us-east-1:{account}:db:muster-probe",
	"s3:PutBucketPolicy": "arn:{partition}:s3:::muster-probe",
	"cloudtrail:LookupEvents": "*",
}

_reading := {
	"cloudtrail:DescribeTrails": "*",
	"ec2:DescribeInstances": "*",
	"guardduty:ListDetectors": "*",
	"iam:ListRoles": "*",
	"s3:ListAllMyBuckets": "*",
}
