package checks.lib.scp_test

import data.checks.lib.scp

# The shapes of the examples in the AWS Organizations User Guide.
test_decisions[name] if {
	some name, c in _cases
	scp.decide(c.content, c.action, "arn:aws:ec2:us-east-1:111111111111:instance/i", _context(c.region)) == c.want
}

_context(region) := object.union(scp.context("aws", "111111111111", "incident-responder"), {"aws:requestedregion": region})

_regions := {"Statement": {
	"Effect": "Deny", "NotAction": ["iam:*", "support:*"], "Resource": "*",
	"Condition": {
		"StringNotEquals": {"aws:RequestedRegion": ["eu-central-1", "eu-west-1"]},
		"ArnNotLike": {"aws:PrincipalARN": ["arn:aws:iam::*:role/OrganizationAccountAccessRole"]},
	},
}}

_exempt := {"Statement": [{
	"Effect": "Deny", "NotAction": ["iam:*"], "Resource": "*",
	"Condition": {
		"StringNotEquals": {"aws:RequestedRegion": "eu-central-1"},
		"ArnNotLike": {"aws:PrincipalArn": "arn:aws:iam::*:role/incident-responder"},
	},
}]}

_mfa := {"Statement": [{"Effect": "Deny", "Action": "ec2:StopInstances", "Resource": "*", "Condition": {"BoolIfExists": {"aws:MultiFactorAuthPresent": false}}}]}

_full := {"Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*"}]}

_cases := {
	"full access": {"content": _full, "action": "ec2:StopInstances", "region": "us-east-1", "want": "free"},
	"nothing was read": {"content": null, "action": "ec2:StopInstances", "region": "us-east-1", "want": "free"},
	"region not in the list": {"content": _regions, "action": "ec2:StopInstances", "region": "us-east-1", "want": "denied"},
	"region in the list": {"content": _regions, "action": "ec2:StopInstances", "region": "eu-west-1", "want": "free"},
	"action left out": {"content": _regions, "action": "iam:PutRolePolicy", "region": "us-east-1", "want": "free"},
	"role left out": {"content": _exempt, "action": "ec2:StopInstances", "region": "us-east-1", "want": "free"},
	"depends on MFA": {"content": _mfa, "action": "ec2:StopInstances", "region": "us-east-1", "want": "conditional"},
}

test_administrators[name] if {
	some name, c in {
		"one role is left out": ["arn:aws:iam::*:role/log-admin", "denied"],
		"one permission set is left out": ["arn:aws:iam::*:role/aws-reserved/sso.amazonaws.com/*AWSReservedSSO_Logs_*", "denied"],
		"all permission sets are left out": ["arn:aws:iam::*:role/aws-reserved/sso.amazonaws.com/*", "free"],
		"all permission sets of a region": ["arn:aws:iam::*:role/aws-reserved/sso.amazonaws.com/*/AWSReservedSSO_*", "free"],
		"all users are left out": ["arn:aws:iam::*:user/*", "free"],
		"all roles are left out": ["arn:aws:iam::*:role/*", "free"],
	}
	content := {"Statement": [{"Effect": "Deny", "Action": "*", "Resource": "*", "Condition": {"ArnNotLike": {"aws:PrincipalArn": c[0]}}}]}
	context := scp.context("aws", "111111111111", "muster-probe")
	scp.decide_for_administrators(content, "cloudtrail:StopLogging", "*", context) == c[1]
}

test_role_arns if {
	scp.role_arns(_exempt, "aws", "111111111111", "incident-responder") == {"arn:aws:iam::111111111111:role/incident-responder"}
	pathed := {"Statement": [{"Condition": {"ArnNotLike": {"aws:PrincipalArn": ["arn:aws:iam::*:role/ir/*/incident-responder", "arn:aws:iam::*:role/x/other"]}}}]}
	scp.role_arns(pathed, "aws", "111111111111", "incident-responder") == {
		"arn:aws:iam::111111111111:role/incident-responder", "arn:aws:iam::111111111111:role/ir/x/incident-responder",
	}
	scp.role_arns(null, "aws", "111111111111", "r") == {"arn:aws:iam::111111111111:role/r"}
}

test_agreed if {
	scp.agreed({"denied"}) == "denied"
	scp.agreed({"denied", "free"}) == "conditional"
}

test_regions_named if {
	scp.regions(_regions) == {"unnamed-region-1", "eu-central-1", "eu-west-1"}
	scp.regions(_full) == {"unnamed-region-1"}
	scp.regions(null) == {"unnamed-region-1"}
}

test_places if {
	parents := scp.tree({["111111111111", "ou-b"], ["ou-b", "ou-a"], ["ou-a", "r-1"], ["222222222222", "r-1"]})
	scp.places(parents, "111111111111") == {"111111111111", "ou-b", "ou-a", "r-1"}
	scp.places(parents, "222222222222") == {"222222222222", "r-1"}
}

test_partition if {
	scp.partition("arn:aws-cn:organizations::111111111111:account/o-1/2") == "aws-cn"
	scp.partition(null) == "aws"
}
