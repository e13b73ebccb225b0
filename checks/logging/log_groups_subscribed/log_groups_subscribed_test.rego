package checks.logging.log_groups_subscribed_test

import data.checks.lib.expect
import data.checks.logging.log_groups_subscribed as check

test_pass_destination[name] if {
	some name, destination in {
		"function": "arn:aws:lambda:us-east-1:111111111111:function:ship",
		"function with alias": "arn:aws:lambda:us-east-1:111111111111:function:ship:live",
		"delivery stream": "arn:aws:firehose:us-east-1:111111111111:deliverystream/logs",
		"other account": "arn:aws:logs:us-east-1:222222222222:destination:siem",
	}
	expect.verdicts(_answer([_group("/aws/eks/a/cluster")], [_filter("/aws/eks/a/cluster", destination)]), {["111111111111", "pass"]})
}

test_fail_destination[name] if {
	some name, destination in {
		"function is gone": "arn:aws:lambda:us-east-1:111111111111:function:gone",
		"delivery stream is gone": "arn:aws:firehose:us-east-1:111111111111:deliverystream/gone",
		"delivery stream is broken": "arn:aws:firehose:us-east-1:111111111111:deliverystream/broken",
	}
	expect.verdicts(_answer([_group("/aws/eks/a/cluster")], [_filter("/aws/eks/a/cluster", destination)]), {["/aws/eks/a/cluster", "fail"]})
}

test_unknown_stream if {
	filter := _filter("/aws/eks/a/cluster", "arn:aws:kinesis:us-east-1:111111111111:stream/logs")
	expect.verdicts(_answer([_group("/aws/eks/a/cluster")], [filter]), {["/aws/eks/a/cluster", "unknown"]})
}

test_fail_filter_of_another_group if {
	filter := _filter("/aws/eks/b/cluster", "arn:aws:lambda:us-east-1:111111111111:function:ship")
	expect.verdicts(_answer([_group("/aws/eks/a/cluster")], [filter]), {["/aws/eks/a/cluster", "fail"]})
}

test_not_applicable_group_of_a_trail if expect.verdicts(_answer([_group("cloudtrail")], []), {["111111111111", "not-applicable"]})

test_not_applicable_other_group if expect.verdicts(_answer([_group("/aws/lambda/worker")], []), {["111111111111", "not-applicable"]})

test_absent_no_group if expect.verdicts(_answer([], []), {["111111111111", "not-applicable"]})

test_null_rows if {
	group := object.union(_group("/aws/eks/a/cluster"), {"log_group_arn": null, "log_group_class": null})
	expect.verdicts(_answer([group], [_filter("/aws/eks/a/cluster", null)]), {["/aws/eks/a/cluster", "fail"]})
}

_answer(groups, filters) := answer if {
	answer := check.findings with input as {
		"account": {"id": "111111111111"},
		"tables": {
			"logs_log_groups": groups,
			"logs_subscription_filters": filters,
			"lambda_functions": [{"arn": "arn:aws:lambda:us-east-1:111111111111:function:ship"}],
			"firehose_delivery_streams": [
				{"arn": "arn:aws:firehose:us-east-1:111111111111:deliverystream/logs", "delivery_stream_status": "ACTIVE"},
				{"arn": "arn:aws:firehose:us-east-1:111111111111:deliverystream/broken", "delivery_stream_status": "CREATING_FAILED"},
				{"arn": null, "delivery_stream_status": null},
			],
			"cloudtrail_trails": [{"log_group_arn": "arn:aws:logs:us-east-1:111111111111:log-group:cloudtrail:*"}, {"log_group_arn": null}],
		},
	}
}

_group(name) := {
	"region": "us-east-1", "name": name, "log_group_class": "STANDARD",
	"log_group_arn": sprintf("arn:aws:logs:us-east-1:111111111111:log-group:%s", [name]),
}

_filter(group, destination) := {"region": "us-east-1", "name": "ship", "log_group_name": group, "destination_arn": destination}
