# METADATA
# title: Running instances answer to Systems Manager
# description: Every running instance that is older than an hour is a managed instance whose agent answers.
# related_resources:
#   - ref: https://docs.aws.amazon.com/systems-manager/latest/userguide/managed-instances-troubleshooting.html
# schemas:
#   - input: schema.checks.containment.instances_managed
# custom:
#   severity: high
#   scope: account
#   inventory: [ec2_instances, ssm_managed_instances]
#   partial: region
#   requirements: [CNT-10]
#   risk: Memory can't be captured and nothing can be looked at on the host before it is stopped.
#   fix: Give the instance the SSM agent, a role with AmazonSSMManagedInstanceCore and a path to the Systems Manager endpoints.
package checks.containment.instances_managed

import future.keywords.not

import data.checks.lib.result
import data.checks.lib.tally

findings contains result.not_applicable(input.account.id, "has no running instance") if {
	count([1 | some instance in input.tables.ec2_instances; not instance.instance_state in _resting]) == 0
}

findings contains result.in_region(result.unknown(instance.instance_id, "does not tell whether it runs"), instance.region) if {
	some instance in input.tables.ec2_instances
	not is_string(instance.instance_state)
}

findings contains finding if {
	some instance in input.tables.ec2_instances
	instance.instance_state == "running"
	not [instance.region, instance.instance_id] in _online
	not _is_young(instance.launch_time)
	evidence := {"ping_status": object.get(_ping, instance.instance_id, "not managed")}
	finding := result.in_region(result.with_evidence(result.fail(instance.instance_id, "runs and does not answer to Systems Manager"), evidence), instance.region)
}

findings contains result.in_region(result.not_applicable(instance.instance_id, "was started within the last hour"), instance.region) if {
	some instance in input.tables.ec2_instances
	instance.instance_state == "running"
	not [instance.region, instance.instance_id] in _online
	_is_young(instance.launch_time)
}

findings contains finding if {
	some finding in tally.passes(input.account.id, _good, "running instances answer to Systems Manager")
}

_good contains [instance.region, instance.instance_id] if {
	some instance in input.tables.ec2_instances
	instance.instance_state == "running"
	[instance.region, instance.instance_id] in _online
}

_online contains [managed.region, managed.instance_id] if {
	some managed in input.tables.ssm_managed_instances
	managed.ping_status == "Online"
}

_ping := tally.known({[managed.instance_id, managed.ping_status] | some managed in input.tables.ssm_managed_instances; is_string(managed.instance_id)})

_resting := {"pending", "shutting-down", "stopped", "stopping", "terminated"}

_is_young(launched) if {
	is_string(launched)
	time.parse_rfc3339_ns(launched) > time.parse_rfc3339_ns(input.now) - (3600 * 1000000000)
}
