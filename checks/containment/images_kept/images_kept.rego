# METADATA
# title: Machine images are shared within the organization only
# description: No machine image of the account is public or shared with an account, an organization or a unit outside the organization.
# related_resources:
#   - ref: https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/sharingamis-explicit.html
# schemas:
#   - input: schema.checks.containment.images_kept
# custom:
#   severity: high
#   scope: account
#   inventory: [ec2_image_permissions, organizations_accounts]
#   partial: region
#   requirements: [DB-07]
#   risk: Strangers start machines from your disks, with whatever secrets were left on them.
#   fix: Make the image private and take its launch permissions away from accounts that are not yours.
#   frameworks:
#     nist-800-61r3: [PR.DS-01]
package checks.containment.images_kept

import future.keywords.not

import data.checks.lib.organization
import data.checks.lib.result
import data.checks.lib.tally

findings contains result.not_applicable(input.account.id, "has no machine image") if {
	count(input.tables.ec2_image_permissions) == 0
}

findings contains result.in_region(result.unknown(image.image_id, "does not tell with whom it is shared"), image.region) if {
	some image in input.tables.ec2_image_permissions
	not image.public == true
	not is_array(image.launch_permissions)
}

findings contains finding if {
	some image in input.tables.ec2_image_permissions
	outsiders := _outsiders(image.public, image.launch_permissions)
	count(outsiders) > 0
	message := sprintf("is shared with %s", [concat(", ", outsiders)])
	evidence := {"shared_with": outsiders, "name": image.name}
	finding := result.in_region(result.with_evidence(result.fail(image.image_id, message), evidence), image.region)
}

findings contains finding if {
	some finding in tally.passes(input.account.id, _good, "machine images are not shared with outsiders")
}

_good contains [image.region, image.image_id] if {
	some image in input.tables.ec2_image_permissions
	is_array(image.launch_permissions)
	count(_outsiders(image.public, image.launch_permissions)) == 0
}

_outsiders(public, permissions) := sort((({"everybody" | public == true} | {"everybody" | some permission in permissions; permission.Group == "all"}) | {who |
	some permission in permissions
	some kind in ["UserId", "OrganizationArn", "OrganizationalUnitArn"]
	who := permission[kind]
	is_string(who)
	who != ""
	not who in organization.account_ids
	not _is_ours(who)
}))

# Organizations and their units carry the organization's id in their ARNs.
_is_ours(who) if {
	startswith(who, "arn:")
	input.organization.id in split(who, "/")
}
