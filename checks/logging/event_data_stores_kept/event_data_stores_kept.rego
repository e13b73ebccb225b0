# METADATA
# title: Event data stores of CloudTrail Lake are protected and kept long enough
# description: Every event data store that the account owns is enabled, covers all regions, is protected from termination and keeps events for at least the configured log retention.
# related_resources:
#   - ref: https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-lake.html
# schemas:
#   - input: schema.checks.logging.event_data_stores_kept
# custom:
#   severity: low
#   scope: account
#   inventory: [cloudtrail_event_data_stores]
#   partial: region
#   requirements: [CT-15]
#   risk: What responders search in during an incident ends too early, or is deleted by the intruder.
#   fix: Switch on termination protection and set the retention of the event data store.
#   frameworks:
#     nist-800-61r3: [PR.PS-04]
package checks.logging.event_data_stores_kept

import future.keywords.not

import data.checks.lib.arn
import data.checks.lib.result
import data.checks.lib.tally

findings contains result.not_applicable(input.account.id, "owns no event data store") if count(_stores) == 0

findings contains result.in_region(result.with_evidence(result.fail(store_arn, message), {"faults": faults}), region) if {
	some [store_arn, region, faults] in _stores
	count(faults) > 0
	message := sprintf("is an event data store that %s", [concat(", ", sort(faults))])
}

findings contains result.unknown(input.account.id, message) if {
	count(_stores) > 0
	not is_number(_wanted_days)
	message := "can't be judged in full, since no 'expectations.log-retention' is configured"
}

findings contains finding if some finding in tally.passes(input.account.id, _good, "event data stores are protected and kept long enough")

_good := {[region, store_arn] |
	is_number(_wanted_days)
	some [store_arn, region, faults] in _stores
	count(faults) == 0
	not store_arn in _faulty
}

_faulty contains store_arn if {
	some [store_arn, _, faults] in _stores
	count(faults) > 0
}

_stores contains [store.arn, store.region, faults] if {
	some store in input.tables.cloudtrail_event_data_stores
	arn.account(store.arn) == input.account.id
	not store.status == "PENDING_DELETION"
	faults := {fault |
		some fault, is_good in {
			"is not enabled": _is(store.status, "ENABLED"),
			"covers one region": _is(store.multi_region_enabled, true),
			"may be terminated": _is(store.termination_protection_enabled, true),
			"keeps events for too short a time": _lasts(store.retention_period),
		}
		not is_good
	}
}

_wanted_days := ceil(input.expectations["log-retention"] / 86400) if is_number(input.expectations["log-retention"])

_is(value, wanted) := value == wanted

_lasts(days) := days >= _wanted_days if {
	is_number(days)
	is_number(_wanted_days)
} else := is_number(days)
