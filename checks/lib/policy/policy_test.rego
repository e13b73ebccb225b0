package checks.lib.policy_test

import data.checks.lib.policy

# The examples of the IAM User Guide: elements Action, NotAction, Resource, NotResource, variables, evaluation logic.
test_decisions[name] if {
	some name, c in _decisions
	policy.decision(policy.statements(c.document), c.action, c.resource) == c.want
	policy.decision(policy.statements(_std(c.document)), c.action, c.resource) == c.want
}

_user := "arn:aws:iam::123456789012:user/Bob"

_s3_except_delete := {"Statement": [{"Effect": "Allow", "NotAction": "s3:DeleteBucket", "Resource": "arn:aws:s3:::*"}]}

_get_list := {"Statement": [
	{"Sid": "AllowGetList", "Effect": "Allow", "Action": ["iam:Get*", "iam:List*"], "Resource": "*"},
	{"Sid": "DenyReports", "Effect": "Deny", "Action": "iam:*Report", "Resource": "*"},
]}

_deny_without_mfa := {"Statement": [
	{"Effect": "Allow", "Action": "*", "Resource": "*"},
	{
		"Sid": "DenyAllUsersNotUsingMFA",
		"Effect": "Deny",
		"NotAction": "iam:*",
		"Resource": "*",
		"Condition": {"BoolIfExists": {"aws:MultiFactorAuthPresent": "false"}},
	},
]}

_hr_bucket := {"Statement": [
	{"Effect": "Allow", "Action": "s3:*", "Resource": "*"},
	{"Effect": "Deny", "Action": "s3:*", "NotResource": ["arn:aws:s3:::HRBucket/Payroll", "arn:aws:s3:::HRBucket/Payroll/*"]},
]}

_own_keys := {"Statement": {"Effect": "Allow", "Action": "iam:*AccessKey*", "Resource": "arn:aws:iam::123456789012:user/${aws:username}"}}

_one_wildcard := {"Statement": {"Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*/test/*"}}

_question_marks := {"Statement": {"Effect": "Allow", "Action": "s3:Get??ject", "Resource": "arn:aws:s3:::example?bucket/???t"}}

_revoked := {"Statement": [
	{"Effect": "Allow", "Action": "ec2:*", "Resource": "*"},
	{"Effect": "Deny", "Action": ["*"], "Resource": ["*"], "Condition": {"DateLessThan": {"aws:TokenIssueTime": "2026-11-24T05:00:00Z"}}},
]}

_in_one_account := {"Statement": {"Effect": "Allow", "Action": "iam:*", "Resource": "arn:aws:iam::123456789012:*"}}

_inner_star := {"Statement": {"Effect": "Allow", "Action": "iam:*", "Resource": "arn:aws:iam::*12:user/*"}}

_short := {"Statement": {"Effect": "Allow", "Action": "sqs:*", "Resource": "arn:aws:sqs"}}

_decisions := {
	"NotAction leaves out the named action": {"document": _s3_except_delete, "action": "s3:DeleteBucket", "resource": "arn:aws:s3:::b", "want": "not-allowed"},
	"NotAction with a resource of its service": {"document": _s3_except_delete, "action": "s3:GetObject", "resource": "arn:aws:s3:::b/k", "want": "allowed"},
	"NotAction doesn't reach what needs the resource *": {"document": _s3_except_delete, "action": "s3:ListAllMyBuckets", "resource": "*", "want": "not-allowed"},
	"prefix of an action": {"document": _get_list, "action": "iam:GetUser", "resource": _user, "want": "allowed"},
	"action and prefix in any case": {"document": _get_list, "action": "IAM:getuser", "resource": _user, "want": "allowed"},
	"implicitly denied": {"document": _get_list, "action": "iam:CreatePolicy", "resource": "*", "want": "not-allowed"},
	"explicit deny beats allow": {"document": _get_list, "action": "iam:GetOrganizationsAccessReport", "resource": "*", "want": "denied"},
	"explicitly denied, allowed by nobody": {"document": _get_list, "action": "iam:GenerateCredentialReport", "resource": "*", "want": "denied"},
	"conditional deny": {"document": _deny_without_mfa, "action": "ec2:StopInstances", "resource": "*", "want": "conditional"},
	"conditional deny passes by its NotAction": {"document": _deny_without_mfa, "action": "iam:UpdateAccessKey", "resource": _user, "want": "allowed"},
	"NotResource denies the rest": {"document": _hr_bucket, "action": "s3:GetObject", "resource": "arn:aws:s3:::other/k", "want": "denied"},
	"NotResource spares what it names": {"document": _hr_bucket, "action": "s3:GetObject", "resource": "arn:aws:s3:::HRBucket/Payroll/2026", "want": "allowed"},
	"resources keep their case": {"document": _hr_bucket, "action": "s3:GetObject", "resource": "arn:aws:s3:::hrbucket/Payroll/2026", "want": "denied"},
	"variable in the resource": {"document": _own_keys, "action": "iam:UpdateAccessKey", "resource": _user, "want": "conditional"},
	"variable can't help elsewhere": {"document": _own_keys, "action": "iam:UpdateAccessKey", "resource": "arn:aws:iam::999999999999:user/Bob", "want": "not-allowed"},
	"star crosses slashes": {"document": _one_wildcard, "action": "s3:GetObject", "resource": "arn:aws:s3:::amzn-s3-demo-bucket/1/2/test/3.jpg", "want": "allowed"},
	"star needs its surroundings": {"document": _one_wildcard, "action": "s3:GetObject", "resource": "arn:aws:s3:::amzn-s3-demo-bucket/test/3.jpg", "want": "not-allowed"},
	"question marks": {"document": _question_marks, "action": "s3:GetObject", "resource": "arn:aws:s3:::example2bucket/test", "want": "allowed"},
	"question mark is one letter": {"document": _question_marks, "action": "s3:GetObject", "resource": "arn:aws:s3:::examplebucket/test", "want": "not-allowed"},
	"sessions revoked before a time": {"document": _revoked, "action": "ec2:RunInstances", "resource": "*", "want": "conditional"},
	"star at the end of a part crosses colons": {"document": _in_one_account, "action": "iam:GetUser", "resource": _user, "want": "allowed"},
	"another account": {"document": _in_one_account, "action": "iam:GetUser", "resource": "arn:aws:iam::999999999999:user/Bob", "want": "not-allowed"},
	"star inside a part": {"document": _inner_star, "action": "iam:GetUser", "resource": _user, "want": "allowed"},
	"star inside a part stays there": {"document": _inner_star, "action": "iam:GetUser", "resource": "arn:aws:iam::9:user/x12:user/y", "want": "not-allowed"},
	"incomplete ARN means the rest": {"document": _short, "action": "sqs:SendMessage", "resource": "arn:aws:sqs:us-east-1:123456789012:q", "want": "allowed"},
	"no action and no resource": {"document": {"Statement": {"Effect": "Allow"}}, "action": "ec2:RunInstances", "resource": "*", "want": "conditional"},
	"no statements": {"document": {"Statement": []}, "action": "ec2:RunInstances", "resource": "*", "want": "not-allowed"},
	"letters of regular expressions are plain": {"document": {"Statement": {"Effect": "Allow", "Action": "ec2.*", "Resource": "*"}}, "action": "ec2:RunInstances", "resource": "*", "want": "not-allowed"},
	"condition that is no object": {"document": {"Statement": {"Effect": "Allow", "Action": "*", "Resource": "*", "Condition": "x"}}, "action": "ec2:RunInstances", "resource": "*", "want": "conditional"},
}

# What Steampipe's canonical form does to a document, as far as matching goes.
_std(document) := {"Statement": [_std_statement(statement) | some statement in policy.statements(document)]}

_std_statement(statement) := object.union(
	{key: value | some key, value in statement; not key in {"Action", "NotAction", "Resource", "NotResource"}},
	object.union(
		{key: [lower(item) | some item in _list(value)] |
			some key, value in statement
			key in {"Action", "NotAction"}
		},
		{key: _list(value) |
			some key, value in statement
			key in {"Resource", "NotResource"}
		},
	),
)

_list(value) := value if is_array(value)

else := [value]

test_no_document[name] if {
	some name, document in {"null": null, "text": "x", "empty": {}}
	policy.decision(policy.statements(document), "iam:GetUser", "*") == "not-allowed"
}

test_known_context[name] if {
	some name, c in {
		"policy attached is the one allowed": ["ArnEquals", "iam:PolicyARN", "arn:aws:iam::aws:policy/AWSDenyAll", "allowed"],
		"std keys are lower case": ["ArnEquals", "iam:policyarn", ["arn:aws:iam::aws:policy/AWSDenyAll"], "allowed"],
		"one of several": ["ArnLike", "iam:PolicyARN", ["arn:aws:iam::aws:policy/X", "arn:aws:iam::aws:policy/AWSDeny*"], "allowed"],
		"another policy": ["StringEquals", "iam:PolicyARN", "arn:aws:iam::aws:policy/ReadOnlyAccess", "not-allowed"],
		"no wildcards in StringEquals": ["StringEquals", "iam:PolicyARN", "arn:aws:iam::aws:policy/AWSDeny*", "not-allowed"],
		"negated": ["StringNotEquals", "iam:PolicyARN", "arn:aws:iam::aws:policy/ReadOnlyAccess", "allowed"],
		"negated and equal": ["ArnNotLike", "iam:PolicyARN", "arn:aws:iam::aws:policy/*", "not-allowed"],
		"if exists": ["StringEqualsIfExists", "iam:PolicyARN", "arn:aws:iam::aws:policy/AWSDenyAll", "allowed"],
		"present": ["Null", "iam:PolicyARN", "false", "allowed"],
		"must be absent": ["Null", "iam:PolicyARN", true, "not-allowed"],
		"unknown key": ["StringEquals", "aws:PrincipalTag/team", "ir", "conditional"],
		"unknown operator": ["NumericEquals", "iam:PolicyARN", "1", "conditional"],
		"variable": ["StringEquals", "iam:PolicyARN", "${aws:username}", "conditional"],
		"all values": ["ForAllValues:StringEquals", "iam:PolicyARN", "arn:aws:iam::aws:policy/AWSDenyAll", "conditional"],
		"any value": ["ForAnyValue:StringEquals", "iam:PolicyARN", "arn:aws:iam::aws:policy/AWSDenyAll", "allowed"],
	}
	statement := {"Effect": "Allow", "Action": "iam:AttachUserPolicy", "Resource": "*", "Condition": {c[0]: {c[1]: c[2]}}}
	known := {"iam:policyarn": "arn:aws:iam::aws:policy/AWSDenyAll"}
	policy.decide([statement], "iam:AttachUserPolicy", _user, known) == c[3]
}

test_key_that_the_request_lacks[name] if {
	some name, c in {
		"equal": ["ArnEquals", "not-allowed"],
		"negated": ["ArnNotEquals", "allowed"],
		"if exists": ["ArnEqualsIfExists", "allowed"],
		"any value, negated": ["ForAnyValue:ArnNotEquals", "not-allowed"],
		"all values": ["ForAllValues:ArnEquals", "allowed"],
		"other operators": ["NumericLessThan", "not-allowed"],
	}
	statement := {"Effect": "Allow", "Action": "iam:PutUserPolicy", "Resource": "*", "Condition": {c[0]: {"iam:PolicyARN": "x"}}}
	policy.decide([statement], "iam:PutUserPolicy", _user, {"iam:policyarn": null}) == c[1]
}

test_key_must_be_absent if {
	statement := {"Effect": "Allow", "Action": "iam:PutUserPolicy", "Resource": "*", "Condition": {"Null": {"iam:PolicyARN": "true"}}}
	policy.decide([statement], "iam:PutUserPolicy", _user, {"iam:policyarn": null}) == "allowed"
	policy.decide([statement], "iam:PutUserPolicy", _user, {"iam:policyarn": "x"}) == "not-allowed"
}

# The boundary of the User Guide's page on permissions boundaries: s3, cloudwatch and ec2, but no iam.
_bound := {"statements": [{"Effect": "Allow", "Action": ["s3:*", "cloudwatch:*", "ec2:*"], "Resource": "*"}], "missing": set()}

test_effective[name] if {
	some name, c in {
		"policy alone, no boundary": [_holds("iam:CreateUser"), null, "iam:CreateUser", "allowed"],
		"boundary without the action": [_holds("iam:CreateUser"), _bound, "iam:CreateUser", "not-allowed"],
		"boundary alone gives nothing": [_holds("iam:CreateUser"), _bound, "ec2:RunInstances", "not-allowed"],
		"both": [_holds("*"), _bound, "ec2:RunInstances", "allowed"],
		"boundary denies": [_holds("*"), {"statements": [{"Effect": "Deny", "Action": "ec2:*", "Resource": "*"}], "missing": set()}, "ec2:RunInstances", "denied"],
		"boundary depends": [_holds("*"), {"statements": [{"Effect": "Allow", "Action": "ec2:*", "Resource": "*", "Condition": {"StringEquals": {"aws:RequestedRegion": "us-east-1"}}}], "missing": set()}, "ec2:RunInstances", "conditional"],
		"text of a policy is missing": [{"statements": [], "missing": {"arn:aws:iam::aws:policy/X"}}, null, "ec2:RunInstances", "unknown"],
		"missing text could deny": [object.union(_holds("*"), {"missing": {"arn:aws:iam::aws:policy/X"}}), null, "ec2:RunInstances", "unknown"],
		"denied whatever the missing text says": [{"statements": [{"Effect": "Deny", "Action": "*", "Resource": "*"}], "missing": {"x"}}, null, "ec2:RunInstances", "denied"],
		"text of the boundary is missing": [_holds("*"), {"statements": [], "missing": {"arn"}}, "ec2:RunInstances", "unknown"],
	}
	policy.effective(c[0], c[1], c[2], "*", {}) == c[3]
}

_holds(action) := {"statements": [{"Effect": "Allow", "Action": action, "Resource": "*"}], "missing": set()}

test_identity if {
	held := policy.identity(
		[{"PolicyName": "a", "PolicyDocument": {"Statement": {"Effect": "Allow", "Action": "a:b", "Resource": "*"}}}, {"PolicyName": "b", "PolicyDocument": null}],
		["arn:1", "arn:2", "arn:3"],
		{"arn:1": {"Statement": [{"Effect": "Allow"}, {"Effect": "Deny"}]}, "arn:2": null},
	)
	count(held.statements) == 3
	held.missing == {"inline policy b", "arn:2", "arn:3"}
}

test_identity_of_nothing if policy.identity(null, null, {}) == {"statements": [], "missing": set()}

test_boundary if {
	policy.boundary(null, {}) == null
	policy.boundary("", {}) == null
	policy.boundary("arn:1", {}) == {"statements": [], "missing": {"arn:1"}}
	policy.boundary("arn:1", {"arn:1": {"Statement": []}}) == {"statements": [], "missing": set()}
}

# The forms of the page on the Principal element.
test_principals[name] if {
	some name, c in {
		"everybody": ["*", "anyone", ""],
		"everybody, as AWS": [{"AWS": "*"}, "anyone", ""],
		"account by ARN": [{"AWS": "arn:aws:iam::123456789012:root"}, "account", "123456789012"],
		"account by number": [{"AWS": "123456789012"}, "account", "123456789012"],
		"account in China": [{"AWS": "arn:aws-cn:iam::123456789012:root"}, "account", "123456789012"],
		"role": [{"AWS": "arn:aws:iam::123456789012:role/ir/responder"}, "role", "123456789012"],
		"user": [{"AWS": ["arn:aws:iam::123456789012:user/user-name-1"]}, "user", "123456789012"],
		"role session": [{"AWS": "arn:aws:sts::123456789012:assumed-role/role-name/session"}, "session", "123456789012"],
		"federated user session": [{"AWS": "arn:aws:sts::123456789012:federated-user/user-name"}, "session", "123456789012"],
		"service": [{"Service": ["ecs.amazonaws.com"]}, "service", ""],
		"SAML": [{"Federated": "arn:aws:iam::123456789012:saml-provider/provider"}, "saml", "123456789012"],
		"OIDC": [{"Federated": "arn:aws:iam::123456789012:oidc-provider/token.actions.githubusercontent.com"}, "oidc", "123456789012"],
		"built-in web identity": [{"Federated": "cognito-identity.amazonaws.com"}, "oidc", ""],
		"deleted role": [{"AWS": "AROADBQP57FF2AEXAMPLE"}, "deleted", ""],
		"canonical user": [{"CanonicalUser": "79a59df900b949e55d96a1e698fbacedfd6e09d98eacf8f8d5218e7cd47ef2be"}, "unknown", ""],
		"nobody": [null, "unknown", ""],
	}
	{[principal.kind, principal.account] | some principal in policy.principals({"Principal": c[0]})} == {[c[1], c[2]]}
}

test_everybody_but if {
	{principal.kind | some principal in policy.principals({"NotPrincipal": {"AWS": "arn:aws:iam::123456789012:root"}})} == {"anyone-but"}
}

test_limits[name] if {
	some name, c in {
		"external id": [{"StringEquals": {"sts:ExternalId": "12345"}}, {"external-id"}],
		"MFA": [{"Bool": {"aws:MultiFactorAuthPresent": "true"}}, {"mfa"}],
		"MFA as boolean": [{"Bool": {"aws:MultiFactorAuthPresent": true}}, {"mfa"}],
		"MFA if exists lets long-lived keys pass": [{"BoolIfExists": {"aws:MultiFactorAuthPresent": "true"}}, set()],
		"age of MFA": [{"NumericLessThan": {"aws:MultiFactorAuthAge": "3600"}}, {"mfa"}],
		"MFA has an age": [{"Null": {"aws:MultiFactorAuthAge": "false"}}, {"mfa"}],
		"MFA has no age": [{"Null": {"aws:MultiFactorAuthAge": "true"}}, set()],
		"MFA is said to be there or not": [{"Null": {"aws:MultiFactorAuthPresent": "false"}}, set()],
		"organization": [{"StringEquals": {"aws:PrincipalOrgID": "o-a1b2c3d4e5"}}, {"organization"}],
		"organization path": [{"ForAnyValue:StringLike": {"aws:PrincipalOrgPaths": ["o-a1b2c3d4e5/*"]}}, {"organization"}],
		"principal": [{"ArnLike": {"aws:PrincipalArn": "arn:aws:iam::222222222222:role/aws-reserved/sso.amazonaws.com/*"}}, {"principal"}],
		"a role": [{"ArnEquals": {"aws:PrincipalArn": "arn:aws:iam::222222222222:role/soc"}}, {"principal"}],
		"roles with a name like this": [{"ArnLike": {"aws:PrincipalArn": "arn:aws:iam::*:role/soc-*"}}, {"principal"}],
		"all roles of an account": [{"ArnLike": {"aws:PrincipalArn": "arn:aws:iam::222222222222:role/*"}}, set()],
		"all roles of some path": [{"ArnLike": {"aws:PrincipalArn": "arn:aws:iam::222222222222:role/*/*"}}, set()],
		"everything of an account": [{"StringLike": {"aws:PrincipalArn": "arn:aws:iam::222222222222:*"}}, set()],
		"everything of all accounts": [{"StringLike": {"aws:PrincipalArn": "arn:aws:iam::*"}}, set()],
		"a role, or all users": [{"ArnLike": {"aws:PrincipalArn": ["arn:aws:iam::222222222222:role/soc", "arn:aws:iam::*:user/*"]}}, set()],
		"any external id": [{"StringLike": {"sts:ExternalId": "?*"}}, set()],
		"any principal": [{"ArnLike": {"aws:PrincipalArn": "*"}}, set()],
		"source identity": [{"StringLike": {"sts:SourceIdentity": "*"}}, {"source-identity"}],
		"all values hold for none": [{"ForAllValues:StringEquals": {"aws:PrincipalOrgID": "o-a1b2c3d4e5"}}, set()],
		"negated": [{"StringNotEquals": {"aws:PrincipalOrgID": "o-a1b2c3d4e5"}}, set()],
		"address": [{"IpAddress": {"aws:SourceIp": "203.0.113.0/24"}}, set()],
		"two": [{"StringEquals": {"aws:principalorgid": ["o-a1b2c3d4e5"], "sts:externalid": ["x"]}}, {"organization", "external-id"}],
		"none": [{}, set()],
	}
	object.keys(policy.limits({"Effect": "Allow", "Condition": c[0]})) == c[1]
}

test_guards[name] if {
	some name, c in {
		"deny unless MFA": [{"BoolIfExists": {"aws:MultiFactorAuthPresent": "false"}}, {"mfa"}],
		"deny without MFA spares long-lived keys": [{"Bool": {"aws:MultiFactorAuthPresent": "false"}}, set()],
		"deny where MFA has no age": [{"Null": {"aws:MultiFactorAuthAge": "true"}}, {"mfa"}],
		"deny other organizations": [{"StringNotEquals": {"aws:PrincipalOrgID": "o-a1b2c3d4e5"}}, {"organization"}],
		"deny other principals": [{"ArnNotLike": {"aws:PrincipalArn": "arn:aws:iam::222222222222:role/soc-*"}}, {"principal"}],
		"deny without source identity": [{"Null": {"sts:SourceIdentity": "true"}}, {"source-identity"}],
		"two tests must both hold": [{"StringNotEquals": {"aws:PrincipalOrgID": "o-a1b2c3d4e5", "sts:ExternalId": "x"}}, set()],
		"allowed, not denied": [{"StringEquals": {"aws:PrincipalOrgID": "o-a1b2c3d4e5"}}, set()],
	}
	statement := {"Effect": "Deny", "Principal": "*", "Action": "sts:AssumeRole", "Condition": c[0]}
	object.keys(policy.guards({"Statement": [statement]})) == c[1]
}

test_grants if {
	grants := policy.grants({"Statement": [
		{"Effect": "Allow", "Action": ["sts:tagsession"], "Principal": {"AWS": ["111111111111"]}},
		{"Effect": "Allow", "Action": ["sts:assumerole"], "Principal": {"AWS": ["222222222222"]}, "Condition": {"StringEquals": {"sts:externalid": ["x"]}}},
		{"Effect": "Deny", "Action": ["sts:*"], "Principal": {"AWS": ["*"]}, "Condition": {"StringNotEquals": {"aws:principalorgid": ["o-a1b2c3d4e5"]}}},
	]})
	count(grants) == 1
	{principal.account | some principal in grants[0].principals} == {"222222222222"}
	grants[0].limits == {"external-id": {"x"}, "organization": {"o-a1b2c3d4e5"}}
}

test_grants_of_nothing if policy.grants(null) == []

test_closed if {
	policy.closed({"Statement": [{"Effect": "Deny", "Principal": "*", "Action": "sts:*"}]})
	not policy.closed({"Statement": [{"Effect": "Deny", "Principal": "*", "Action": "sts:*", "Condition": {"Null": {"a:b": "true"}}}]})
	not policy.closed(null)
}

test_web_identities if {
	document := {"Statement": [
		{"Effect": "Allow", "Principal": {"Service": "ec2.amazonaws.com"}, "Action": "sts:AssumeRole"},
		{
			"Effect": "Allow", "Action": "sts:AssumeRoleWithWebIdentity",
			"Principal": {"Federated": "arn:aws:iam::123456789012:oidc-provider/token.actions.githubusercontent.com"},
			"Condition": {
				"StringEquals": {"token.actions.githubusercontent.com:aud": "sts.amazonaws.com"},
				"StringLike": {"token.actions.githubusercontent.com:sub": ["repo:acme/a:*", "repo:acme/b:*"]},
			},
		},
	]}
	policy.web_identities(document) == [{
		"provider": "token.actions.githubusercontent.com",
		"subjects": {"repo:acme/a:*", "repo:acme/b:*"}, "audiences": {"sts.amazonaws.com"},
	}]
}

test_web_identities_without_narrowing if {
	document := {"Statement": [{
		"Effect": "Allow", "Action": "sts:AssumeRoleWithWebIdentity",
		"Principal": {"Federated": "arn:aws:iam::123456789012:oidc-provider/gitlab.com"},
		"Condition": {"StringNotEquals": {"gitlab.com:sub": "x"}, "StringLikeIfExists": {"gitlab.com:sub": "project_path:a/b"}},
	}]}
	policy.web_identities(document) == [{"provider": "gitlab.com", "subjects": set(), "audiences": set()}]
	policy.web_identities(null) == []
}
