# METADATA
# title: Launch templates demand session tokens for metadata
# description: The default version of every launch template requires IMDSv2 with at most two hops, or switches the metadata service off, rather than leave it to defaults.
# related_resources:
#   - ref: https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/configuring-IMDS-new-instances.html
# schemas:
#   - input: schema.checks.containment.launch_template_metadata_v2
# custom:
#   severity: medium
#   scope: account
#   inventory: [ec2_launch_templates]
#   partial: region
#   requirements: [CNT-09]
#   risk: A host that is replaced during containment comes back with the hole that gave its credentials away.
#   fix: Create a version of the template that requires IMDSv2 and make it the default.
package checks.containment.launch_template_metadata_v2

import future.keywords.not

import data.checks.lib.result

findings contains result.not_applicable(input.account.id, "has no launch template") if {
	count(input.tables.ec2_launch_templates) == 0
}

findings contains finding if {
	some template in input.tables.ec2_launch_templates
	not template.launch_template_id in _good
	evidence := {
		"launch_template_name": template.launch_template_name,
		"version_number": template.version_number,
		"http_endpoint": template.http_endpoint,
		"http_tokens": template.http_tokens,
		"http_put_response_hop_limit": template.http_put_response_hop_limit,
	}
	message := "starts instances without demanding session tokens within two hops"
	finding := result.in_region(
		result.with_evidence(result.fail(template.launch_template_id, message), evidence),
		template.region,
	)
}

findings contains result.in_region(result.pass(input.account.id, count(good), "launch templates demand session tokens"), region) if {
	some region in {template.region | some template in input.tables.ec2_launch_templates}
	good := {template.launch_template_id |
		some template in input.tables.ec2_launch_templates
		template.region == region
		template.launch_template_id in _good
	}
	count(good) > 0
}

_good contains template.launch_template_id if {
	some template in input.tables.ec2_launch_templates
	template.http_endpoint == "disabled"
}

_good contains template.launch_template_id if {
	some template in input.tables.ec2_launch_templates
	template.http_tokens == "required"
	not template.launch_template_id in _far
}

# A template that says nothing of hops gets one, or two from its image, unless the account has another default.
_far contains template.launch_template_id if {
	some template in input.tables.ec2_launch_templates
	is_number(template.http_put_response_hop_limit)
	template.http_put_response_hop_limit > 2
}
