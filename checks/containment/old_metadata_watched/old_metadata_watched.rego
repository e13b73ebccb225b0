# METADATA
# title: Use of instance metadata without session tokens is watched
# description: Where a running instance still answers metadata requests without a session token, an enabled alarm on the metric MetadataNoToken of that region tells somebody.
# related_resources:
#   - ref: https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/instance-metadata-transition-to-version-2.html
# schemas:
#   - input: schema.checks.containment.old_metadata_watched
# custom:
#   severity: low
#   scope: account
#   inventory: [ec2_instances, cloudwatch_alarms]
#   partial: region
#   requirements: [CW-05]
#   risk: Nobody knows which programs would break, so the old metadata service stays on, and with it the easiest theft of credentials.
#   fix: Create an alarm on MetadataNoToken, or demand session tokens from all instances.
package checks.containment.old_metadata_watched

import future.keywords.not

import data.checks.lib.result

findings contains result.not_applicable(input.account.id, "has no running instance") if count(_running) == 0

findings contains result.in_region(result.fail(input.account.id, message), region) if {
	some region in ((_running & _old) - _alarmed)
	message := "has instances that answer metadata requests without a token, and no alarm on MetadataNoToken"
}

findings contains result.in_region(result.pass(input.account.id, 1, "demands session tokens, or watches requests without them"), region) if {
	some region in _running
	not region in _unwatched
}

_unwatched := _old - _alarmed

_running contains instance.region if {
	some instance in input.tables.ec2_instances
	not instance.instance_state in {"terminated", "shutting-down", "stopped"}
}

_old contains instance.region if {
	some instance in input.tables.ec2_instances
	not instance.instance_state in {"terminated", "shutting-down", "stopped"}
	not _demands(instance.metadata_options)
}

_demands(options) if options.HttpTokens == "required"

_demands(options) if options.HttpEndpoint == "disabled"

_alarmed contains alarm.region if {
	some alarm in input.tables.cloudwatch_alarms
	alarm.metric_name == "MetadataNoToken"
	alarm.actions_enabled == true
	some _ in alarm.alarm_actions
}
