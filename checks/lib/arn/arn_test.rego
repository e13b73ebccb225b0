package checks.lib.arn_test

import data.checks.lib.arn

# Forms as the page on Amazon Resource Names and the Service Authorization Reference show them.
test_cases[text] if {
	some text, wanted in {
		"arn:aws:iam::123456789012:user/johndoe": ["aws", "123456789012", "user", "johndoe", "johndoe"],
		"arn:aws:iam::123456789012:user/division_abc/subdivision_xyz/Bob": ["aws", "123456789012", "user", "division_abc/subdivision_xyz/Bob", "Bob"],
		"arn:aws:iam::aws:policy/job-function/ViewOnlyAccess": ["aws", "aws", "policy", "job-function/ViewOnlyAccess", "ViewOnlyAccess"],
		"arn:aws:iam::123456789012:root": ["aws", "123456789012", "", "root", "root"],
		"arn:aws:sns:us-east-1:123456789012:example-sns-topic-name": ["aws", "123456789012", "", "example-sns-topic-name", "example-sns-topic-name"],
		"arn:aws:ec2:us-east-1:123456789012:vpc/vpc-0e9801d129EXAMPLE": ["aws", "123456789012", "vpc", "vpc-0e9801d129EXAMPLE", "vpc-0e9801d129EXAMPLE"],
		"arn:aws:s3:::amzn-s3-demo-bucket/my-image.jpg": ["aws", "", "", "amzn-s3-demo-bucket/my-image.jpg", "my-image.jpg"],
		"arn:aws-us-gov:s3:::amzn-s3-demo-bucket": ["aws-us-gov", "", "", "amzn-s3-demo-bucket", "amzn-s3-demo-bucket"],
		"arn:aws-cn:sts::123456789012:assumed-role/responder/alice": ["aws-cn", "123456789012", "assumed-role", "responder/alice", "alice"],
		"arn:aws:logs:us-west-2:123456789012:log-group:/aws/lambda/f:*": ["aws", "123456789012", "log-group", "/aws/lambda/f:*", "f:*"],
		"arn:aws:lambda:us-east-2:123456789012:function:my-function:1": ["aws", "123456789012", "function", "my-function:1", "my-function:1"],
		"arn:aws:rds:us-east-2:123456789012:db:my-mysql-instance-1": ["aws", "123456789012", "db", "my-mysql-instance-1", "my-mysql-instance-1"],
		"arn:aws:apigateway:us-east-1::/restapis/a1b2c3": ["aws", "", "restapis", "a1b2c3", "a1b2c3"],
		"arn:aws:organizations::123456789012:account/o-exampleorgid/111122223333": ["aws", "123456789012", "account", "o-exampleorgid/111122223333", "111122223333"],
	}
	parts := arn.parse(text)
	[parts.partition, parts.account, parts.type, parts.id, parts.name] == wanted
}

test_service_and_region if {
	parts := arn.parse("arn:aws:sqs:us-east-2:123456789012:queue1")
	[parts.service, parts.region, parts.resource] == ["sqs", "us-east-2", "queue1"]
}

test_what_is_no_arn[text] if {
	some text in ["", "*", "vpc-1", "arn:aws:s3", "urn:aws:iam::1:user/a"]
	not arn.parse(text)
}

test_null_is_no_arn if not arn.parse(null)

test_shortcuts if {
	text := "arn:aws:iam::123456789012:role/ir/responder"
	[arn.account(text), arn.partition(text), arn.name(text)] == ["123456789012", "aws", "responder"]
}
