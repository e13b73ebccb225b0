# METADATA
# title: Stages of API Gateway log access
# description: Every stage of a REST, HTTP or WebSocket API of the account has a destination for access logs.
# related_resources:
#   - ref: https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-logging.html
# schemas:
#   - input: schema.checks.logging.api_access_logs
# custom:
#   severity: medium
#   scope: account
#   inventory: [apigateway_stages, apigateway_v2_stages]
#   partial: region
#   requirements: [API-01]
#   risk: Who called an API, from where and with which identity is recorded nowhere, since calls of APIs are not in CloudTrail.
#   fix: Set a log group or delivery stream for access logs of the stage.
#   frameworks:
#     aws-well-architected: [SEC04-BP01]
#     mitre-attack: [DS0015]
#     nist-800-61r3: [PR.PS-04]
package checks.logging.api_access_logs

import future.keywords.not

import data.checks.lib.result
import data.checks.lib.tally

findings contains result.not_applicable(input.account.id, "has no stage of an API") if count(_stages) == 0

findings contains result.in_region(result.fail(name, "is a stage whose callers are not logged"), region) if {
	some [region, name] in _silent
}

findings contains finding if some finding in tally.passes(input.account.id, _stages - _silent, "stages of APIs log access")

_silent := _stages - _logging

_stages contains [stage.region, _name(stage.rest_api_id, stage.name)] if some stage in input.tables.apigateway_stages

_stages contains [stage.region, _name(stage.api_id, stage.stage_name)] if some stage in input.tables.apigateway_v2_stages

_logging contains [stage.region, _name(stage.rest_api_id, stage.name)] if {
	some stage in input.tables.apigateway_stages
	startswith(_text(stage.access_log_destination), "arn:")
}

_logging contains [stage.region, _name(stage.api_id, stage.stage_name)] if {
	some stage in input.tables.apigateway_v2_stages
	startswith(_text(stage.access_log_destination), "arn:")
}

_name(api_id, stage_name) := sprintf("%v/%v", [api_id, stage_name])

_text(value) := value if is_string(value)

else := ""
