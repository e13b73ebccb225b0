package checks.detection.database_events_told_test

import data.checks.detection.database_events_told as check
import data.checks.lib.expect

test_pass_told if {
	row := _row({})
	expect.verdicts(_answer([row]), {["111111111111", "pass"]})
}

test_fail_rows[name] if {
	some name, changes in {"not monitored": {"monitoring_interval": 0}, "narrow subscription": {"region": "eu-west-1"}, "subscription is off": {"region": "eu-central-1"}}
	row := _row(changes)
	expect.verdicts(_answer([row]), {[row.db_instance_identifier, "fail"]})
}

test_not_applicable_other_engine if {
	row := _row({"engine": "neptune"})
	expect.verdicts(_answer([row]), {["111111111111", "not-applicable"]})
}

test_good_and_bad_are_told_apart if {
	other := _row(object.union({"monitoring_interval": 0}, {"db_instance_identifier": "other"}))
	expect.verdicts(_answer([_row({}), other]), {["111111111111", "pass"], ["other", "fail"]})
}

test_absent_nothing_there if expect.verdicts(_answer([]), {["111111111111", "not-applicable"]})

test_null_row if {
	row := _row({"engine": null, "monitoring_interval": null})
	expect.verdicts(_answer([row]), {[row.db_instance_identifier, "fail"]})
}

_answer(rows) := answer if {
	answer := check.findings with input as {
		"account": {"id": "111111111111"},
		"tables": {"rds_log_exports": rows, "rds_event_subscriptions": [{"region": "us-east-1", "enabled": true, "source_type": "", "source_ids": [], "sns_topic_arn": "arn:sns"}, {"region": "eu-west-1", "enabled": true, "source_type": "db-instance", "source_ids": ["other"], "sns_topic_arn": "arn:sns"}, {"region": "eu-central-1", "enabled": false, "source_type": null, "source_ids": null, "sns_topic_arn": null}]},
	}
}

# Objects merge deeply, so what changes is taken out first.
_row(changes) := object.union(object.remove(_plain, object.keys(changes)), changes)

_plain := {"region": "us-east-1", "db_instance_identifier": "orders", "engine": "postgres", "monitoring_interval": 60}
