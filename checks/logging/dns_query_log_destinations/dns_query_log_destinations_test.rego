package checks.logging.dns_query_log_destinations_test

import data.checks.lib.expect
import data.checks.logging.dns_query_log_destinations as check

test_pass_rows[name] if {
	some name, changes in {"bucket elsewhere": {}, "delivery stream": {"destination_arn": "arn:aws:firehose:us-east-1:111111111111:deliverystream/dns"}, "group with a subscription": {"destination_arn": "arn:aws:logs:us-east-1:111111111111:log-group:sent:*"}, "group of another account": {"destination_arn": "arn:aws:logs:us-east-1:222222222222:log-group:dns:*"}}
	row := _row(changes)
	expect.verdicts(_answer([row]), {["111111111111", "pass"]})
}

test_fail_rows[name] if {
	some name, changes in {"own bucket": {"destination_arn": "arn:aws:s3:::own/logs"}, "group without a subscription": {"destination_arn": "arn:aws:logs:us-east-1:111111111111:log-group:dns:*"}}
	row := _row(changes)
	expect.verdicts(_answer([row]), {[row.id, "fail"]})
}

test_not_applicable_rows[name] if {
	some name, changes in {"shared by another": {"owner_id": "999999999999"}, "failed": {"status": "FAILED"}}
	row := _row(changes)
	expect.verdicts(_answer([row]), {["111111111111", "not-applicable"]})
}

test_good_and_bad_are_told_apart if {
	other := _row(object.union({"destination_arn": "arn:aws:s3:::own/logs"}, {"id": "other"}))
	expect.verdicts(_answer([_row({}), other]), {["111111111111", "pass"], ["other", "fail"]})
}

test_own_bucket_of_the_account_that_keeps_the_logs[name] if {
	some name, expectations in {
		"log archive": {"log-archive-account": "111111111111", "security-account": "222222222222"},
		"security account without a log archive": {"log-archive-account": null, "security-account": "111111111111"},
	}
	expect.verdicts(_told([_row({"destination_arn": "arn:aws:s3:::own/logs"})], expectations), {["111111111111", "pass"]})
}

test_absent_nothing_there if expect.verdicts(_answer([]), {["111111111111", "not-applicable"]})

test_null_row if {
	row := _row({"status": null, "owner_id": null, "destination_arn": null})
	expect.verdicts(_answer([row]), {[row.id, "fail"]})
}

_answer(rows) := _told(rows, {"log-archive-account": "333333333333", "security-account": "111111111111"})

_told(rows, expectations) := answer if {
	answer := check.findings with input as {
		"account": {"id": "111111111111"},
		"expectations": expectations,
		"tables": {"route53_resolver_query_log_configs": rows, "s3_buckets": [{"name": "own"}], "logs_subscription_filters": [{"region": "us-east-1", "log_group_name": "sent"}]},
	}
}

# Objects merge deeply, so what changes is taken out first.
_row(changes) := object.union(object.remove(_plain, object.keys(changes)), changes)

_plain := {"region": "us-east-1", "id": "rqlc-1", "status": "CREATED", "owner_id": "111111111111", "destination_arn": "arn:aws:s3:::central-dns/logs"}
