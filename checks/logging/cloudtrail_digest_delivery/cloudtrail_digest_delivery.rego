# METADATA
# title: CloudTrail trails deliver the digests that sign their log files
# description: Every trail that logs now and signs its log files delivered a digest without error in the last two hours; digests come hourly, also when nothing happens.
# related_resources:
#   - ref: https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-log-file-validation-digest-file-structure.html
# schemas:
#   - input: schema.checks.logging.cloudtrail_digest_delivery
# custom:
#   severity: high
#   scope: account
#   inventory: [cloudtrail_trails, cloudtrail_organization_trails]
#   partial: region
#   requirements: [CT-08]
#   risk: Validation that is switched on but whose digests don't arrive proves nothing, and nobody notices until the proof is needed.
#   fix: Repair the policy of the trail's bucket or of its key, so that CloudTrail can write digests.
package checks.logging.cloudtrail_digest_delivery

import future.keywords.not

import data.checks.lib.cloudtrail
import data.checks.lib.result

findings contains result.pass(input.account.id, count(_sound), "trails deliver their digests") if count(_sound) > 0

findings contains result.not_applicable(input.account.id, "has no trail that logs now and signs its log files") if {
	count(_signing) == 0
	count(_open) == 0
}

findings contains result.with_evidence(result.fail(trail.arn, message), evidence) if {
	some trail in _trails
	trail.arn in _signing
	not trail.arn in _sound
	message := sprintf("is %s without a sound digest in the last two hours", [_whose(trail.is_organization_trail)])
	evidence := {"latest_digest_delivery_time": trail.latest_digest_delivery_time, "latest_digest_delivery_error": trail.latest_digest_delivery_error}
}

findings contains result.unknown(trail_arn, "can't be judged, since nobody could tell whether it logs") if {
	some trail_arn in _open
}

_two_hours := 7200

_sound contains trail.arn if {
	some trail in _trails
	trail.arn in _signing
	trail.latest_digest_delivery_error in {null, ""}
	cloudtrail.is_recent(trail.latest_digest_delivery_time, input.now, _two_hours)
}

# A trail that began to log just now owes no digest yet.
_sound contains trail.arn if {
	some trail in _trails
	trail.arn in _signing
	trail.latest_digest_delivery_error in {null, ""}
	cloudtrail.is_recent(trail.start_logging_time, input.now, _two_hours)
}

_signing contains trail.arn if {
	some trail in _trails
	trail.is_logging == true
	trail.log_file_validation_enabled == true
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
