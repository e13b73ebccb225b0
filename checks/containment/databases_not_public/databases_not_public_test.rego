package checks.containment.databases_not_public_test

import data.checks.containment.databases_not_public as check
import data.checks.lib.expect

test_pass_private if expect.verdicts(_answer([_database(false)]), {["111111111111", "pass"]})

test_fail_public if {
	answer := _answer([_database(true)])
	expect.verdicts(answer, {["arn:aws:rds:eu-west-1:111111111111:db:orders", "fail"]})
	some finding in answer
	finding.evidence.endpoint == "orders.x.rds.amazonaws.com"
}

test_absent_no_database if expect.verdicts(_answer([]), {["111111111111", "not-applicable"]})

test_null_row if {
	row := {"region": "eu-west-1", "db_instance_identifier": "orders", "arn": null, "publicly_accessible": null, "endpoint_address": null, "engine": null, "vpc_id": null}
	expect.verdicts(_answer([row]), {["orders", "unknown"]})
}

_database(public) := {
	"region": "eu-west-1", "db_instance_identifier": "orders", "arn": "arn:aws:rds:eu-west-1:111111111111:db:orders",
	"publicly_accessible": public, "endpoint_address": "orders.x.rds.amazonaws.com", "engine": "postgres", "vpc_id": "vpc-1",
}

_answer(rows) := answer if {
	answer := check.findings with input as {"account": {"id": "111111111111"}, "tables": {"rds_instances": rows}}
}
