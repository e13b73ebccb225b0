package checks.lib.events_test

import data.checks.lib.events

_patterns := {
	"the source": {"pattern": {"source": ["aws.guardduty"]}, "carries": true},
	"the source and the kind": {"pattern": {"source": ["aws.guardduty"], "detail-type": ["GuardDuty Finding"]}, "carries": true},
	"several sources": {"pattern": {"source": ["aws.macie", "aws.guardduty"]}, "carries": true},
	"a prefix": {"pattern": {"source": [{"prefix": "aws."}]}, "carries": true},
	"a suffix": {"pattern": {"source": [{"suffix": "guardduty"}]}, "carries": true},
	"a wildcard": {"pattern": {"source": [{"wildcard": "aws.*"}]}, "carries": true},
	"any case": {"pattern": {"detail-type": [{"equals-ignore-case": "guardduty finding"}]}, "carries": true},
	"no source": {"pattern": {"account": ["111111111111"]}, "carries": true},
	"severe findings": {"pattern": {"source": ["aws.guardduty"], "detail": {"severity": [{"numeric": [">=", 4]}]}}, "carries": true},
	"anything but another": {"pattern": {"source": [{"anything-but": ["aws.ec2"]}]}, "carries": true},
	"anything but this": {"pattern": {"source": [{"anything-but": "aws.guardduty"}]}, "carries": false},
	"anything but these": {"pattern": {"source": [{"anything-but": ["aws.guardduty"]}]}, "carries": false},
	"anything but a prefix": {"pattern": {"source": [{"anything-but": {"prefix": "aws."}}]}, "carries": false},
	"another source": {"pattern": {"source": ["aws.ec2"]}, "carries": false},
	"another kind": {"pattern": {"source": ["aws.guardduty"], "detail-type": ["AWS API Call via CloudTrail"]}, "carries": false},
	"either": {"pattern": {"$or": [{"source": ["aws.ec2"]}, {"source": ["aws.guardduty"]}]}, "carries": true},
	"either of others": {"pattern": {"$or": [{"source": ["aws.ec2"]}, {"source": ["aws.s3"]}]}, "carries": false},
	"a prefix in any case": {"pattern": {"source": [{"prefix": {"equals-ignore-case": "AWS."}}]}, "carries": false},
	"anything but several prefixes": {"pattern": {"source": [{"anything-but": {"prefix": ["x", "aws."]}}]}, "carries": false},
	"a schedule": {"pattern": null, "carries": false},
}

test_carries[name] if {
	some name, given in _patterns
	_carries(given.pattern) == given.carries
}

test_carries_findings if {
	events.carries_findings({"source": ["aws.securityhub"], "detail-type": ["Findings Imported V2"]}, "aws.securityhub")
	events.carries_findings({"source": ["aws.macie"]}, "aws.macie")
	not events.carries_findings({"source": ["aws.securityhub"], "detail-type": ["Security Hub Findings - Custom Action"]}, "aws.securityhub")
	not events.carries_findings({"source": ["aws.macie"]}, "aws.guardduty")
}

test_of_place[name] if {
	some name, given in {
		"any": {"pattern": {"source": ["aws.guardduty"]}, "is_heard": true},
		"this account": {"pattern": {"account": ["222222222222", "111111111111"]}, "is_heard": true},
		"this region": {"pattern": {"region": [{"prefix": "eu-"}]}, "is_heard": true},
		"another account": {"pattern": {"account": ["222222222222"]}, "is_heard": false},
		"another region": {"pattern": {"region": ["us-east-1"]}, "is_heard": false},
		"any region but this": {"pattern": {"region": [{"anything-but": ["eu-west-1"]}]}, "is_heard": false},
		"either": {"pattern": {"$or": [{"region": ["us-east-1"]}, {"account": ["111111111111"]}]}, "is_heard": true},
		"either of others": {"pattern": {"$or": [{"region": ["us-east-1"]}, {"account": ["222222222222"]}]}, "is_heard": false},
		"a schedule": {"pattern": null, "is_heard": false},
	}
	_is_heard(given.pattern) == given.is_heard
}

test_of_place_keeps_the_rest if {
	pattern := {"$or": [{"region": ["us-east-1"], "source": ["aws.guardduty"]}, {"source": ["aws.macie"]}]}
	here := events.of_place(pattern, "111111111111", "eu-west-1")
	events.carries_findings(here, "aws.macie")
	not events.carries_findings(here, "aws.guardduty")
}

_is_heard(pattern) if events.of_place(pattern, "111111111111", "eu-west-1")

else := false

_filters := {
	"none": {"detail": {}, "reach": "all"},
	"severity": {"detail": {"severity": [{"numeric": [">=", 4]}]}, "reach": "all"},
	"not archived": {"detail": {"service": {"archived": [false]}}, "reach": "all"},
	"archived": {"detail": {"service": {"archived": [true]}}, "reach": "some"},
	"archived by a prefix": {"detail": {"service": {"archived": [{"prefix": "x"}]}}, "reach": "some"},
	"this region": {"detail": {"region": ["eu-west-1"]}, "reach": "all"},
	"another region": {"detail": {"region": ["us-east-1"]}, "reach": "some"},
	"any account": {"detail": {"accountId": [{"exists": true}]}, "reach": "all"},
	"any type": {"detail": {"type": [{"prefix": ""}]}, "reach": "all"},
	"a type that is there": {"detail": {"type": [{"exists": true}]}, "reach": "all"},
	"one type": {"detail": {"type": ["Recon:EC2/PortProbeUnprotectedPort"]}, "reach": "some"},
	"one kind of types": {"detail": {"type": [{"prefix": "CryptoCurrency:"}]}, "reach": "some"},
	"many kinds of types": {"detail": {"type": [{"prefix": "CryptoCurrency:"}, {"prefix": "Recon:"}]}, "reach": "perhaps"},
	"all types but one": {"detail": {"type": [{"anything-but": ["Recon:EC2/PortProbeUnprotectedPort"]}]}, "reach": "perhaps"},
	"another account": {"detail": {"accountId": ["222222222222"]}, "reach": "some"},
	"this account and others": {"detail": {"accountId": ["111111111111", "222222222222"]}, "reach": "perhaps"},
	"one type or another": {"detail": {"$or": [{"type": ["a"]}, {"type": ["b"]}]}, "reach": "perhaps"},
	"one product": {"detail": {"findings": {"ProductName": ["GuardDuty"]}}, "reach": "some"},
	"new ones": {"detail": {"findings": {"Workflow": {"Status": ["NEW"]}, "RecordState": ["ACTIVE"]}}, "reach": "all"},
	"something else": {"detail": {"service": {"count": [1]}}, "reach": "perhaps"},
}

test_reach[name] if {
	some name, given in _filters
	pattern := {"source": ["aws.guardduty", "aws.securityhub"], "detail": given.detail}
	events.reach(pattern, "aws.guardduty", "111111111111", "eu-west-1") == given.reach
	events.reach(pattern, "aws.securityhub", "111111111111", "eu-west-1") == given.reach
}

test_reach_of_alternatives if {
	one := {"source": ["aws.guardduty"], "detail": {"type": ["a"]}}
	all := {"source": [{"prefix": "aws."}]}
	events.reach({"$or": [one, all]}, "aws.guardduty", "111111111111", "eu-west-1") == "all"
	events.reach({"$or": [one, one]}, "aws.guardduty", "111111111111", "eu-west-1") == "perhaps"
	events.reach({"$or": [one, {"source": ["aws.ec2"]}]}, "aws.guardduty", "111111111111", "eu-west-1") == "some"
	events.reach({"source": ["aws.guardduty"], "resources": ["x"]}, "aws.guardduty", "111111111111", "eu-west-1") == "perhaps"
	not events.reach({"source": ["aws.ec2"]}, "aws.guardduty", "111111111111", "eu-west-1")
	not events.reach(null, "aws.guardduty", "111111111111", "eu-west-1")
}

test_lesser if {
	events.lesser("all", "all") == "all"
	events.lesser("all", "perhaps") == "perhaps"
	events.lesser("perhaps", "some") == "some"
}

_made := {"source": ["aws.organizations"], "detail-type": ["AWS Service Event via CloudTrail"]}

test_carries_report if {
	events.carries_report(_made, "organizations", "CreateAccountResult")
	events.carries_report(object.union(_made, {"detail": {"eventName": ["CreateAccountResult"]}}), "organizations", "CreateAccountResult")
	not events.carries_report(object.union(_made, {"detail": {"eventName": ["MoveAccount"]}}), "organizations", "CreateAccountResult")
	not events.carries_report(_made, "controltower", "CreateManagedAccount")
	not events.carries_report({"detail-type": ["AWS API Call via CloudTrail"]}, "organizations", "CreateAccountResult")
	not events.carries_report(null, "organizations", "CreateAccountResult")
}

test_carries_report_of_success[name] if {
	some name, given in {
		"either way": {"state": ["SUCCEEDED", "FAILED"], "carries": true},
		"success": {"state": ["SUCCEEDED"], "carries": true},
		"no failure": {"state": [{"anything-but": ["FAILED"]}], "carries": true},
		"failure": {"state": ["FAILED"], "carries": false},
	}
	detail := {"eventName": ["CreateAccountResult"], "serviceEventDetails": {"createAccountStatus": {"state": given.state}}}
	_reports(object.union(_made, {"detail": detail})) == given.carries
}

_reports(pattern) if events.carries_report(pattern, "organizations", "CreateAccountResult")

else := false

test_carries_told[name] if {
	some name, given in {
		"all": {"detail": {}, "carries": true},
		"nothing said": {"detail": null, "carries": true},
		"this service": {"detail": {"service": ["EC2", "RISK"]}, "carries": true},
		"another service": {"detail": {"service": ["EC2"]}, "carries": false},
		"another category": {"detail": {"service": ["RISK"], "eventTypeCategory": ["scheduledChange"]}, "carries": false},
		"something else": {"detail": {"affectedAccount": ["111111111111"]}, "carries": true},
	}
	_tells({"source": ["aws.health"], "detail": given.detail}) == given.carries
}

_tells(pattern) if events.carries_told(pattern, "aws.health", "AWS Health Event", {"service": "RISK", "eventTypeCategory": "issue"})

else := false

test_receiver if {
	events.receiver("arn:aws:lambda:us-east-1:111111111111:function:f:live") == "arn:aws:lambda:us-east-1:111111111111:function:f"
	events.receiver("arn:aws:lambda:us-east-1:111111111111:function:f") == "arn:aws:lambda:us-east-1:111111111111:function:f"
	events.receiver("arn:aws:sqs:us-east-1:111111111111:q") == "arn:aws:sqs:us-east-1:111111111111:q"
}

test_on_default if {
	events.on_default("default")
	events.on_default("arn:aws:events:eu-west-1:111111111111:event-bus/default")
	not events.on_default("security")
	not events.on_default("arn:aws:events:eu-west-1:111111111111:event-bus/security")
}

test_bus if {
	rule := "arn:aws:events:eu-west-1:111111111111:rule/r"
	events.bus(rule, "eu-west-1", "default") == "arn:aws:events:eu-west-1:111111111111:event-bus/default"
	events.bus(rule, "eu-west-1", "arn:aws:events:eu-west-1:222222222222:event-bus/x") == "arn:aws:events:eu-west-1:222222222222:event-bus/x"
}

test_is_out_of_sight if {
	events.is_out_of_sight("arn:aws:sqs:us-east-1:222222222222:q", "111111111111")
	events.is_out_of_sight("arn:aws:logs:us-east-1:111111111111:log-group:g", "111111111111")
	not events.is_out_of_sight("arn:aws:sqs:us-east-1:111111111111:q", "111111111111")
	not events.is_out_of_sight(null, "111111111111")
}

_carries(pattern) if events.carries(pattern, "aws.guardduty", "GuardDuty Finding")

else := false

test_carries_a_call[name] if {
	some name, pattern in {
		"by its name": {"detail-type": ["AWS API Call via CloudTrail"], "detail": {"eventName": ["StopLogging"]}},
		"by its service": {"source": ["aws.cloudtrail"], "detail": {"eventSource": ["cloudtrail.amazonaws.com"]}},
		"with all others": {"source": [{"prefix": ""}]},
		"without details": {"source": ["aws.cloudtrail"], "detail": null},
	}
	events.carries_call(pattern, "cloudtrail", "StopLogging")
}

test_does_not_carry_a_call[name] if {
	some name, pattern in {
		"of another name": {"detail": {"eventName": ["DeleteTrail"]}},
		"of another service": {"source": ["aws.ec2"]},
		"of some callers": {"detail": {"eventName": ["StopLogging"], "userIdentity": {"type": ["Root"]}}},
		"as a finding": {"detail-type": ["GuardDuty Finding"]},
		"that is none": null,
	}
	not events.carries_call(pattern, "cloudtrail", "StopLogging")
}
