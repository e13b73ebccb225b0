package checks.lib.responder_test

import data.checks.lib.policy
import data.checks.lib.responder

test_allowed_and_refused if {
	decided := _decided([{"Effect": "Allow", "Action": ["ec2:stop*"], "Resource": ["*"]}])
	responder.granted(decided) == ["ec2:StopInstances"]
	responder.refused(decided) == ["autoscaling:DetachInstances|autoscaling:EnterStandby", "support:CreateCase"]
	responder.doubtful(decided) == []
}

test_either_action_will_do if {
	decided := _decided([{"Effect": "Allow", "Action": ["autoscaling:enterstandby"], "Resource": ["*"]}])
	"autoscaling:DetachInstances|autoscaling:EnterStandby" in responder.granted(decided)
}

test_resource_of_the_own_account if {
	decided := _decided([{"Effect": "Allow", "Action": ["ec2:*"], "Resource": ["arn:aws:ec2:*:111111111111:instance/*"]}])
	responder.granted(decided) == ["ec2:StopInstances"]
}

test_action_without_resources_needs_the_star if {
	decided := _decided([{"Effect": "Allow", "Action": ["support:*"], "Resource": ["arn:aws:support:*:111111111111:*"]}])
	"support:CreateCase" in responder.refused(decided)
}

test_all_resources_of_a_list if {
	needs := {"ec2:CreateSnapshot": ["arn:{partition}:ec2:us-east-1:{account}:volume/v", "arn:{partition}:ec2:us-east-1::snapshot/s"]}
	one := policy.identity(_inline([{"Effect": "Allow", "Action": ["ec2:*"], "Resource": ["arn:aws:ec2:*:*:volume/*"]}]), null, {})
	responder.decisions(needs, one, null, _role, _home) == {"ec2:CreateSnapshot": "not-allowed"}
	both := policy.identity(_inline([{"Effect": "Allow", "Action": ["ec2:*"], "Resource": ["arn:aws:ec2:*:*:volume/*", "arn:aws:ec2:*::snapshot/*"]}]), null, {})
	responder.decisions(needs, both, null, _role, _home) == {"ec2:CreateSnapshot": "allowed"}
}

test_condition_is_doubtful if {
	decided := _decided([{"Effect": "Allow", "Action": ["*"], "Resource": ["*"], "Condition": {"IpAddress": {"aws:sourceip": ["192.0.2.0/24"]}}}])
	count(responder.doubtful(decided)) == 3
}

test_boundary_takes_away if {
	held := policy.identity(_inline([{"Effect": "Allow", "Action": ["*"], "Resource": ["*"]}]), null, {})
	bound := {"statements": policy.statements({"Statement": [{"Effect": "Allow", "Action": ["support:*"], "Resource": ["*"]}]}), "missing": set()}
	responder.granted(responder.decisions(_needs, held, bound, _role, _home)) == ["support:CreateCase"]
}

_decided(statements) := responder.decisions(_needs, policy.identity(_inline(statements), null, {}), null, _role, _home)

_inline(statements) := [{"PolicyName": "respond", "PolicyDocument": {"Statement": statements}}]

_role := "arn:aws:iam::111111111111:role/incident-responder"

_home := {"partition": "aws", "account": "111111111111", "organization": "o-example"}

_needs := {
	"ec2:StopInstances": "arn:{partition}:ec2:us-east-1:{account}:instance/muster-probe",
	"autoscaling:DetachInstances|autoscaling:EnterStandby": "arn:{partition}:autoscaling:us-east-1:{account}:autoScalingGroup:muster-probe:autoScalingGroupName/muster-probe",
	"support:CreateCase": "*",
}
