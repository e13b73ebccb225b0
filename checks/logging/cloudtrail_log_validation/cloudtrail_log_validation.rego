# METADATA
# title: CloudTrail trails sign their log files
# description: Every trail that records the account now has log file validation on, the organization's trail included.
# related_resources:
#   - ref: https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-log-file-validation-intro.html
# schemas:
#   - input: schema.checks.logging.cloudtrail_log_validation
# custom:
#   severity: high
#   scope: account
#   inventory: [cloudtrail_trails, cloudtrail_organization_trails]
#   partial: region
#   requirements: [CT-08]
#   risk: Log files that an intruder may have changed or deleted prove nothing.
#   fix: Switch on log file validation for the trail.
#   frameworks:
#     cis-aws-5.0: ["3.2"]
package checks.logging.cloudtrail_log_validation

import future.keywords.not

import data.checks.lib.cloudtrail
import data.checks.lib.result

findings contains result.pass(input.account.id, count(_signed), "trails sign their log files") if count(_signed) > 0

findings contains result.fail(input.account.id, "has no trail that logs now, so no log is signed") if {
	count(_logging) == 0
	count(_open) == 0
}

findings contains result.with_evidence(result.fail(trail.arn, message), {"log_file_validation_enabled": trail.log_file_validation_enabled}) if {
	some trail in _trails
	trail.arn in _logging
	not trail.arn in _signed
	message := sprintf("is %s that does not sign its log files", [_whose(trail.is_organization_trail)])
}

findings contains result.unknown(trail_arn, "can't be judged, since nobody could tell whether it logs") if {
	some trail_arn in _open
}

_signed contains trail.arn if {
	some trail in _trails
	trail.arn in _logging
	trail.log_file_validation_enabled == true
}

_logging contains trail.arn if {
	some trail in _trails
	trail.is_logging == true
}

# Only the management account can change a trail of the organization.
_whose(true) := "the organization's trail"

_whose(organizational) := "a trail" if not organizational == true

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
