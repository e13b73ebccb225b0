# METADATA
# title: Running instances take metadata requests with a session token only
# description: Every running instance demands IMDSv2 with at most two hops, or has its metadata service switched off.
# related_resources:
#   - ref: https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/configuring-instance-metadata-service.html
# schemas:
#   - input: schema.checks.containment.instance_metadata_v2
# custom:
#   severity: high
#   scope: account
#   inventory: [ec2_instances]
#   partial: region
#   requirements: [CNT-09]
#   risk: A hole in a web application gives away the credentials of the host.
#   fix: Require IMDSv2 on the instance and in its launch template.
#   frameworks:
#     cis-aws-5.0: ["5.7"]
package checks.containment.instance_metadata_v2

import future.keywords.not

import data.checks.lib.result

findings contains result.not_applicable(input.account.id, "has no running instance") if count(_running) == 0

findings contains finding if {
	some instance in input.tables.ec2_instances
	instance.instance_id in _running
	not _demands(instance.metadata_options)
	finding := result.in_region(
		result.with_evidence(
			result.fail(instance.instance_id, "gives its credentials to requests without a session token"),
			{"metadata_options": instance.metadata_options},
		),
		instance.region,
	)
}

findings contains finding if {
	some instance in input.tables.ec2_instances
	instance.instance_id in _running
	_demands(instance.metadata_options)
	not _near(instance.metadata_options)
	finding := result.in_region(
		result.with_evidence(
			result.fail(instance.instance_id, "answers metadata requests from more than two hops away"),
			{"metadata_options": instance.metadata_options},
		),
		instance.region,
	)
}

findings contains result.in_region(result.pass(input.account.id, count(good), "running instances demand session tokens"), region) if {
	some region in {instance.region | some instance in input.tables.ec2_instances}
	good := {instance.instance_id |
		some instance in input.tables.ec2_instances
		instance.region == region
		instance.instance_id in _running
		_demands(instance.metadata_options)
		_near(instance.metadata_options)
	}
	count(good) > 0
}

_running contains instance.instance_id if {
	some instance in input.tables.ec2_instances
	not instance.instance_state in {"stopped", "stopping", "terminated", "shutting-down"}
}

_demands(options) if options.HttpEndpoint == "disabled"

_demands(options) if options.HttpTokens == "required"

_near(options) if options.HttpEndpoint == "disabled"

_near(options) if {
	is_number(options.HttpPutResponseHopLimit)
	options.HttpPutResponseHopLimit <= 2
}
