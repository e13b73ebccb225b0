# METADATA
# title: GuardDuty analyses logins of Aurora databases
# description: In every region where the account has Aurora clusters and a GuardDuty detector that is on, the detector's feature RDS_LOGIN_EVENTS is enabled.
# related_resources:
#   - ref: https://docs.aws.amazon.com/guardduty/latest/ug/rds-protection.html
# schemas:
#   - input: schema.checks.detection.guardduty_rds_logins
# custom:
#   severity: medium
#   scope: account
#   inventory: [guardduty_detectors, rds_clusters]
#   partial: region
#   requirements: [GD-07]
#   risk: Guessed and stolen passwords of databases raise no alarm.
#   fix: Enable the feature RDS_LOGIN_EVENTS for all accounts in the delegated administrator.
#   frameworks:
#     nist-800-61r3: [DE.CM-09]
package checks.detection.guardduty_rds_logins

import future.keywords.not

import data.checks.lib.result

findings contains result.not_applicable(input.account.id, "has no Aurora clusters") if count(_used) == 0

findings contains result.fail(input.account.id, "has Aurora clusters only where no GuardDuty detector is on") if {
	count(_used) > 0
	count(_used & _detecting) == 0
}

findings contains result.in_region(result.fail(input.account.id, message), region) if {
	some region in ((_used & _detecting) - _analysing)
	message := "has Aurora clusters, and GuardDuty does not analyse RDS_LOGIN_EVENTS there"
}

findings contains result.in_region(result.pass(input.account.id, 1, "has Aurora clusters watched by GuardDuty"), region) if {
	some region in ((_used & _detecting) & _analysing)
}

_used contains cluster.region if {
	some cluster in input.tables.rds_clusters
	not _is_another_engine(cluster.engine)
}

_is_another_engine(engine) if {
	is_string(engine)
	not startswith(engine, "aurora")
}

# Where there is no detector at all, another check says so.
_detecting contains detector.region if {
	some detector in input.tables.guardduty_detectors
	detector.status == "ENABLED"
}

_analysing contains detector.region if {
	some detector in input.tables.guardduty_detectors
	some feature in detector.features
	feature.Name == "RDS_LOGIN_EVENTS"
	feature.Status == "ENABLED"
}
