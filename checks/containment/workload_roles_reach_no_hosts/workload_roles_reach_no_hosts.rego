# METADATA
# title: Roles of workloads can't open sessions on hosts
# description: No role that EC2, Lambda or ECS gives to a workload may start a session or send a command to any instance, push an SSH key to it, open a tunnel to it or use its serial console. What conditions limit is not held against it.
# related_resources:
#   - ref: https://docs.aws.amazon.com/systems-manager/latest/userguide/getting-started-restrict-access-quickstart.html
# schemas:
#   - input: schema.checks.containment.workload_roles_reach_no_hosts
# custom:
#   severity: medium
#   scope: account
#   inventory: [iam_roles, iam_role_policies, iam_role_details, iam_policies_attached]
#   requirements: [CNT-12]
#   risk: Whoever takes over one host or function walks on to all others, past every network rule.
#   fix: Take the action out of the workload's role, or limit it by a condition on the tags of the instances.
package checks.containment.workload_roles_reach_no_hosts

import future.keywords.not

import data.checks.lib.documents
import data.checks.lib.policy
import data.checks.lib.result
import data.checks.lib.tally

findings contains result.not_applicable(input.account.id, "has no role for workloads") if {
	count(_workloads) == 0
	count(_unread) == 0
}

findings contains result.unknown(role, "does not tell who may assume it") if some role in _unread

findings contains result.with_evidence(result.fail(role, message), {"actions": actions}) if {
	some role, decisions in _decisions
	actions := sort({action | some [action, decision] in decisions; decision == "allowed"})
	count(actions) > 0
	message := sprintf("is given to workloads and can do %s on any instance", [concat(", ", actions)])
}

findings contains result.with_evidence(result.unknown(role, message), {"actions": actions}) if {
	some role, decisions in _decisions
	count([1 | some [_, decision] in decisions; decision == "allowed"]) == 0
	actions := sort({action | some [action, decision] in decisions; decision == "unknown"})
	count(actions) > 0
	message := "is given to workloads and has policies whose text was not read"
}

findings contains result.unknown(role, "is given to workloads and does not tell its policies") if some role in (_workloads - _listed)

findings contains result.pass(input.account.id, count(good), "has roles for workloads that can't open sessions on hosts") if {
	good := (_workloads & _listed) - {role |
		some role, decisions in _decisions
		some [_, decision] in decisions
		decision in {"allowed", "unknown"}
	}
	count(good) > 0
}

_actions := {
	"ssm:StartSession": "arn:%s:ec2:us-east-1:%s:instance/muster-probe",
	"ssm:SendCommand": "arn:%s:ec2:us-east-1:%s:instance/muster-probe",
	"ec2-instance-connect:SendSSHPublicKey": "arn:%s:ec2:us-east-1:%s:instance/muster-probe",
	"ec2-instance-connect:SendSerialConsoleSSHPublicKey": "arn:%s:ec2:us-east-1:%s:instance/muster-probe",
	"ec2-instance-connect:OpenTunnel": "arn:%s:ec2:us-east-1:%s:instance-connect-endpoint/muster-probe",
}

_services := {"ec2.amazonaws.com", "lambda.amazonaws.com", "ecs-tasks.amazonaws.com", "pods.eks.amazonaws.com"}

_workloads contains role.arn if {
	some role in input.tables.iam_roles
	some grant in policy.grants(role.assume_role_policy_std)
	some principal in grant.principals
	principal.kind == "service"
	trim_suffix(principal.value, ".cn") in _services
	not contains(role.arn, ":role/aws-service-role/")
}

_unread contains role.arn if {
	some role in input.tables.iam_roles
	not is_object(role.assume_role_policy_std)
}

_listed contains role.arn if {
	some role in input.tables.iam_role_policies
	is_array(role.attached_policy_arns)
}

_listed contains role.arn if {
	some role in input.tables.iam_role_policies
	is_array(role.inline_policies_std)
}

# --- What they may do: only roles with a policy that matters are weighed as a whole ----------------------------------

_decisions := tally.by_key({[role.arn, [action, decision]] |
	some role in input.tables.iam_role_policies
	role.arn in _workloads
	_matters(role.inline_policies_std, role.attached_policy_arns)
	held := _held(policy.identity(role.inline_policies_std, [], {}), role.attached_policy_arns)
	bound := _bound(object.get(_boundaries, role.arn, "which is not known"))
	some action, resource in _actions
	decision := policy.effective(held, bound, action, _probe(resource), _context(role.arn))
})

_matters(_, attached) if {
	some arn in attached
	not arn in _harmless
}

_matters(inline, _) if {
	some document in inline
	not _is_harmless(document.PolicyDocument)
}

# Managed policies are shared by many roles and weighed once.
_harmless contains arn if {
	some arn, document in documents.managed
	_is_harmless(document)
}

_is_harmless(document) if {
	is_object(document)
	statements := policy.statements(document)
	every action, resource in _actions {
		policy.decision(statements, action, _probe(resource)) in {"not-allowed", "denied"}
	}
}

# A role that is told two boundaries has one that is not known.
_boundaries := {arn: boundary |
	some arn, found in tally.by_key({[role.arn, role.permissions_boundary_arn] | some role in input.tables.iam_role_details})
	count(found) == 1
	some boundary in found
}

_bound(arn) := null if arn in {null, ""}

else := _held({"statements": [], "missing": set()}, [arn])

# The library is looked up here and not handed to a function, which would be compared as a whole for each role.
_held(inline, attached) := {
	"statements": array.concat(inline.statements, [statement | some arn in attached; some statement in _statements[arn]]),
	"missing": (inline.missing | {arn | some arn in attached; not _statements[arn]}),
}

_statements := {arn: policy.statements(document) |
	some arn, document in documents.managed
	is_object(document)
}

_probe(resource) := sprintf(resource, [input.account.partition, input.account.id])

_context(role) := {"aws:principalarn": role, "aws:principalaccount": input.account.id, "aws:resourceaccount": input.account.id}
