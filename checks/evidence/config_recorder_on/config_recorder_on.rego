# METADATA
# title: AWS Config records every enabled region
# description: In every enabled region a recorder of AWS Config is on, records all supported types, and a delivery channel delivers.
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
package checks.evidence.config_recorder_on

import future.keywords.not

import data.checks.lib.result

findings contains result.unknown(input.account.id, "has no enabled region that is known") if count(input.account.regions) == 0

findings contains result.in_region(result.fail(input.account.id, message), region) if {
	some region in input.account.regions
	not region in _recording
	message := sprintf("has no AWS Config recorder that is on in %s", [region])
}

findings contains result.in_region(result.fail(input.account.id, message), region) if {
	some region in input.account.regions
	region in _recording
	not region in _complete
	message := sprintf("records only some types of resources in %s", [region])
}

findings contains result.in_region(result.fail(input.account.id, message), region) if {
	some region in input.account.regions
	region in _recording
	not region in _delivering
	message := sprintf("has no delivery channel that works in %s", [region])
}

findings contains result.in_region(result.pass(input.account.id, 1, "is recorded by AWS Config"), region) if {
	some region in input.account.regions
	region in _recording
	region in _complete
	region in _delivering
}

_recording contains recorder.region if {
	some recorder in input.tables.config_configuration_recorders
	recorder.status_recording == true
}

_complete contains recorder.region if {
	some recorder in input.tables.config_configuration_recorders
	recorder.status_recording == true
	recorder.recording_group.AllSupported == true
}

_delivering contains channel.region if {
	some channel in input.tables.config_delivery_channels
	is_string(channel.s3_bucket_name)
	not _fails(channel.status)
}

_fails(status) if status.ConfigHistoryDeliveryInfo.LastStatus == "FAILURE"

_fails(status) if status.ConfigStreamDeliveryInfo.LastStatus == "FAILURE"
