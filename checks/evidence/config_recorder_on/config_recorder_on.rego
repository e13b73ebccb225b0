# METADATA
# title: AWS Config records every enabled region
# description: In every enabled region a recorder of AWS Config is on, works, and records all types of resources, global ones in one region at least, and a delivery channel delivers.
# related_resources:
#   - ref: https://docs.aws.amazon.com/config/latest/developerguide/stop-start-recorder.html
# schemas:
#   - input: schema.checks.evidence.config_recorder_on
# custom:
#   severity: high
#   scope: account
#   inventory: [config_configuration_recorders, config_delivery_channels]
#   partial: region
#   requirements: [INV-10]
#   risk: Nobody can say what a resource looked like before the attack.
#   fix: Turn the recorder on for all supported types, with a delivery channel to the central bucket.
#   frameworks:
#     cis-aws-5.0: ["3.3"]
package checks.evidence.config_recorder_on

import future.keywords.not

import data.checks.lib.result

findings contains result.unknown(input.account.id, "has no enabled region that is known") if count(input.account.regions) == 0

findings contains result.in_region(result.fail(input.account.id, message), region) if {
	some region in input.account.regions
	not region in _recording
	message := sprintf("has no AWS Config recorder that is on in %s", [region])
}

findings contains finding if {
	some recorder in input.tables.config_configuration_recorders
	recorder.region in _recording
	not recorder.region in _complete
	message := sprintf("records only some types of resources in %s", [recorder.region])
	finding := result.in_region(
		result.with_evidence(result.fail(input.account.id, message), {"recording_group": recorder.recording_group}),
		recorder.region,
	)
}

findings contains finding if {
	some recorder in input.tables.config_configuration_recorders
	recorder.region in _recording
	not recorder.region in _working
	message := sprintf("has an AWS Config recorder in %s that is on and does not work", [recorder.region])
	finding := result.in_region(
		result.with_evidence(result.fail(input.account.id, message), {"status": recorder.status}),
		recorder.region,
	)
}

findings contains result.in_region(result.fail(input.account.id, message), region) if {
	some region in input.account.regions
	region in _recording
	not region in _delivering
	message := sprintf("has no delivery channel that works in %s", [region])
}

# IAM is recorded where a recorder is told to; once is enough, and never is a gap.
findings contains result.fail(input.account.id, "records global resources, such as IAM roles, in no region") if {
	count(_recording) > 0
	count(_recording & _global) == 0
}

findings contains result.in_region(result.pass(input.account.id, 1, "is recorded by AWS Config"), region) if {
	some region in input.account.regions
	region in _recording
	region in _complete
	region in _working
	region in _delivering
}

_recording contains recorder.region if {
	some recorder in input.tables.config_configuration_recorders
	recorder.status_recording == true
}

_working contains recorder.region if {
	some recorder in input.tables.config_configuration_recorders
	is_string(recorder.status.LastStatus)
	recorder.status.LastStatus != "FAILURE"
}

_complete contains recorder.region if {
	some recorder in input.tables.config_configuration_recorders
	recorder.recording_group.AllSupported == true
}

_complete contains recorder.region if {
	some recorder in input.tables.config_configuration_recorders
	_excludes(recorder.recording_group)
	count(_excluded(recorder.recording_group) - _global_types) == 0
}

_global contains recorder.region if {
	some recorder in input.tables.config_configuration_recorders
	recorder.recording_group.IncludeGlobalResourceTypes == true
}

_global contains recorder.region if {
	some recorder in input.tables.config_configuration_recorders
	_excludes(recorder.recording_group)
	count(_excluded(recorder.recording_group) & _global_types) == 0
}

_excludes(group) if group.RecordingStrategy.UseOnly == "EXCLUSION_BY_RESOURCE_TYPES"

_excluded(group) := {type | some type in group.ExclusionByResourceTypes.ResourceTypes}

_global_types := {"AWS::IAM::Group", "AWS::IAM::Policy", "AWS::IAM::Role", "AWS::IAM::User"}

_delivering contains channel.region if {
	some channel in input.tables.config_delivery_channels
	is_string(channel.s3_bucket_name)
	is_object(channel.status)
	not "FAILURE" in _last_statuses(channel.status)
}

_last_statuses(status) := {info.LastStatus |
	some kind, info in status
	kind in {"ConfigHistoryDeliveryInfo", "ConfigStreamDeliveryInfo"}
}
