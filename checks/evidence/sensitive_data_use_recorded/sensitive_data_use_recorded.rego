# METADATA
# title: Tables and functions with sensitive data have their use recorded
# description: Every DynamoDB table and Lambda function whose data tag, its account's, or a rule of the configuration says PII, confidential, restricted, sensitive or the like has its reads, or its invocations, recorded as data events by a trail that logs now or an event data store of CloudTrail Lake, of the account or of the organization.
# related_resources:
#   - ref: https://docs.aws.amazon.com/awscloudtrail/latest/userguide/logging-data-events-with-cloudtrail.html
# schemas:
#   - input: schema.checks.evidence.sensitive_data_use_recorded
# custom:
#   severity: medium
#   scope: account
#   inventory: [tagging_resources, cloudtrail_trails, cloudtrail_organization_trails, cloudtrail_event_data_stores, cloudtrail_organization_event_data_stores]
#   requirements: [DB-03]
#   risk: After a breach nobody can say which items of a table were read, so all of them count as stolen.
#   fix: Record DynamoDB and Lambda data events of these resources with the organization's trail.
package checks.evidence.sensitive_data_use_recorded

import future.keywords.not

import data.checks.lib.arn
import data.checks.lib.cloudtrail
import data.checks.lib.result
import data.checks.lib.tags

findings contains result.unknown(input.account.id, tags.no_classes) if not _is_configured

findings contains result.pass(input.account.id, count(_safe), "tables and functions with sensitive data have their use recorded") if {
	count(_safe) > 0
}

findings contains result.not_applicable(input.account.id, "has no table or function whose data is known as sensitive, of those that ever had a tag") if {
	_is_configured
	count(_sensitive) == 0
}

findings contains result.in_region(result.with_evidence(result.fail(resource.arn, message), evidence), resource.region) if {
	some resource in (_sensitive - _safe)
	count(_open) == 0
	message := sprintf(
		"has data that %s calls '%s', and %s are not recorded",
		[tags.source_words[resource.source], resource.data, _uses[resource.type].words],
	)
	evidence := {"data": resource.data, "source": resource.source}
}

findings contains result.in_region(result.unknown(resource.arn, message), resource.region) if {
	some resource in (_sensitive - _safe)
	count(_open) > 0
	message := sprintf("can't be judged, since nobody could tell what %s records", [concat(", ", _open)])
}

# --- Tables and functions -------------------------------------------------------------------------------------------

# What the data events of a type tell in a breach: reads of items, and invocations, which count as writes.
_uses := {
	"AWS::DynamoDB::Table": {"kind": "true", "words": "reads of its items"},
	"AWS::Lambda::Function": {"kind": "false", "words": "its invocations"},
}

_is_configured if tags.classes_are_configured(input.expectations)

_account_tags := object.get(input.account, "tags", null)

_sensitive contains found if {
	some resource in input.tables.tagging_resources
	is_string(resource.arn)

	# Most resources are of another service, and to take their names apart takes longest.
	split(resource.arn, ":")[2] in {"dynamodb", "lambda"}
	[type, name] := _named(arn.parse(resource.arn))
	known := tags.data_class(resource.tags, _account_tags, input.account.id, name, input.expectations)
	tags.is_sensitive_class(known.class)
	found := {
		"arn": resource.arn,
		"type": type,
		"region": resource.region,
		"data": known.class,
		"source": known.source,
	}
}

_named(parts) := ["AWS::DynamoDB::Table", trim_prefix(parts.resource, "table/")] if {
	parts.service == "dynamodb"
	startswith(parts.resource, "table/")
}

_named(parts) := ["AWS::Lambda::Function", trim_prefix(parts.resource, "function:")] if {
	parts.service == "lambda"
	startswith(parts.resource, "function:")
}

_safe contains resource if {
	some resource in _sensitive
	some recorder in _recorders
	recorder.region in {"every region", resource.region}
	cloudtrail.records_use(recorder.classic, recorder.advanced, resource, _uses[resource.type].kind)
}

# --- Trails and event data stores, each set of selectors once -------------------------------------------------------

_recorders contains recorder if {
	some trail in _trails
	trail.is_logging == true
	recorder := {
		"classic": trail.event_selectors,
		"advanced": trail.advanced_event_selectors,
		"region": _reach(trail.is_multi_region_trail, trail.home_region),
	}
}

_recorders contains recorder if {
	some store in _stores
	store.status == "ENABLED"
	recorder := {
		"classic": null,
		"advanced": store.advanced_event_selectors,
		"region": _reach(store.multi_region_enabled, store.region),
	}
}

_reach(true, _) := "every region"

_reach(everywhere, region) := region if not everywhere == true

_stores contains store if some store in input.tables.cloudtrail_event_data_stores

_stores contains store if some store in input.organization.tables.cloudtrail_organization_event_data_stores

# A member sees the organization's store as well; what its owner sees of it counts.
_open contains store.arn if {
	some store in _stores
	not store.arn in _read_stores
}

_read_stores contains store.arn if {
	some store in _stores
	is_string(store.status)
	is_array(store.advanced_event_selectors)
}

_read_stores contains store.arn if {
	some store in _stores
	is_string(store.status)
	store.status != "ENABLED"
}

_open contains trail.arn if {
	some trail in _trails
	trail.is_logging == true
	not cloudtrail.is_read(trail.has_custom_event_selectors, trail.event_selectors, trail.advanced_event_selectors)
}

# The trails that record the account, each once: its own as it sees them, the organization's as the management account does.
_trails contains trail if {
	some trail in input.tables.cloudtrail_trails
	[trail.arn, trail.region] in _own
}

_trails contains trail if {
	some trail in input.organization.tables.cloudtrail_organization_trails
	not trail.arn in {trail_arn | some [trail_arn, _] in _own}
}

_own := cloudtrail.own(_places, input.account.id)

_places contains [trail.arn, trail.region, trail.home_region] if some trail in input.tables.cloudtrail_trails

# Trails of which nobody can tell whether they log: the organization's, when the management account does not show them.
_open contains trail.arn if {
	some trail in input.tables.cloudtrail_trails
	not trail.arn in _known
}

_open contains trail.arn if {
	some trail in _trails
	not is_boolean(trail.is_logging)
}

_known contains trail.arn if some trail in _trails
