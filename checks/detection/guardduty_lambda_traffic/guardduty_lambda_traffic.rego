# METADATA
# title: GuardDuty analyses network traffic of Lambda functions
# description: In every region where the account has Lambda functions and a GuardDuty detector that is on, the detector's feature LAMBDA_NETWORK_LOGS is enabled.
# related_resources:
#   - ref: https://docs.aws.amazon.com/guardduty/latest/ug/lambda-protection.html
# schemas:
#   - input: schema.checks.detection.guardduty_lambda_traffic
# custom:
#   severity: medium
#   scope: account
#   inventory: [guardduty_detectors, lambda_functions]
#   partial: region
#   requirements: [GD-08]
#   risk: A function that talks to a mining pool or sends data away raises no alarm, and flow logs show no function outside of VPCs.
#   fix: Enable the feature LAMBDA_NETWORK_LOGS for all accounts in the delegated administrator.
#   frameworks:
#     nist-800-61r3: [DE.CM-01]
package checks.detection.guardduty_lambda_traffic

import future.keywords.not

import data.checks.lib.result

findings contains result.not_applicable(input.account.id, "has no Lambda functions") if count(_used) == 0

findings contains result.fail(input.account.id, "has Lambda functions only where no GuardDuty detector is on") if {
	count(_used) > 0
	count(_used & _detecting) == 0
}

findings contains result.in_region(result.fail(input.account.id, message), region) if {
	some region in ((_used & _detecting) - _analysing)
	message := "has Lambda functions, and GuardDuty does not analyse LAMBDA_NETWORK_LOGS there"
}

findings contains result.in_region(result.pass(input.account.id, 1, "has Lambda functions watched by GuardDuty"), region) if {
	some region in ((_used & _detecting) & _analysing)
}

_used contains function.region if some function in input.tables.lambda_functions

# Where there is no detector at all, another check says so.
_detecting contains detector.region if {
	some detector in input.tables.guardduty_detectors
	detector.status == "ENABLED"
}

_analysing contains detector.region if {
	some detector in input.tables.guardduty_detectors
	some feature in detector.features
	feature.Name == "LAMBDA_NETWORK_LOGS"
	feature.Status == "ENABLED"
}
