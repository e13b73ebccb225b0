# METADATA
# title: Sign-ins of Identity Center are recorded
# description: Every instance of IAM Identity Center that the account owns stands in a region for which a trail that logs now records all management events.
# related_resources:
#   - ref: https://docs.aws.amazon.com/singlesignon/latest/userguide/logging-using-cloudtrail.html
# schemas:
#   - input: schema.checks.logging.identity_center_recorded
# custom:
#   severity: high
#   scope: account
#   inventory: [sso_instances, cloudtrail_trails, cloudtrail_organization_trails]
#   partial: region
#   requirements: [SSO-01]
#   risk: Who signed in as whom, from where, to which account is not known, so a stolen session can't be traced to a person.
#   fix: Let a trail of all regions record management events of the account that owns Identity Center.
#   frameworks:
#     aws-well-architected: [SEC04-BP01]
#     mitre-attack: [DS0028]
#     nist-800-61r3: [PR.PS-04]
package checks.logging.identity_center_recorded

import future.keywords.not

import data.checks.lib.cloudtrail
import data.checks.lib.result
import data.checks.lib.tally

findings contains result.not_applicable(input.account.id, "owns no instance of Identity Center") if count(_instances) == 0

findings contains result.in_region(result.fail(instance_arn, message), region) if {
	some [region, instance_arn] in _silent
	count(_open) == 0
	message := "is where people sign in, and no trail records all management events of its region"
}

findings contains result.in_region(result.unknown(instance_arn, message), region) if {
	some [region, instance_arn] in _silent
	count(_open) > 0
	message := sprintf("can't be judged, since nobody could tell what %s records", [concat(", ", _open)])
}

findings contains finding if some finding in tally.passes(input.account.id, _instances - _silent, "places where people sign in are recorded")

_silent := {[region, instance_arn] |
	some [region, instance_arn] in _instances
	not region in _recorded
	not "every region" in _recorded
}

_instances contains [instance.region, instance.arn] if {
	some instance in input.tables.sso_instances
	not _is_foreign(instance.owner_account_id)
}

# Members of the organization also see its instance.
_is_foreign(owner_id) if {
	is_string(owner_id)
	owner_id != input.account.id
}

_recorded contains _reach(trail.is_multi_region_trail, trail.home_region) if {
	some trail in _trails
	trail.is_logging == true
	cloudtrail.management_gaps(trail.has_custom_event_selectors, trail.event_selectors, trail.advanced_event_selectors) == set()
}

_reach(true, _) := "every region"

_reach(everywhere, region) := region if not everywhere == true

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

# Trails of which nobody can tell what they record: the organization's, when the management account does not show them.
_open contains trail.arn if {
	some trail in input.tables.cloudtrail_trails
	not trail.arn in _known
}

_known contains trail.arn if some trail in _trails

_open contains trail.arn if {
	some trail in _trails
	not is_boolean(trail.is_logging)
}
