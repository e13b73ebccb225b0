# METADATA
# title: Web ACLs in use log the requests that they see
# description: Every WAF web ACL that is known to protect a load balancer, a distribution or an API stage logs to at least one destination.
# related_resources:
#   - ref: https://docs.aws.amazon.com/waf/latest/developerguide/logging.html
# schemas:
#   - input: schema.checks.logging.web_acl_logs
# custom:
#   severity: medium
#   scope: account
#   inventory: [wafv2_web_acls, apigateway_stages, cloudfront_distributions]
#   partial: region
#   requirements: [WAF-01]
#   risk: Which requests an attacker tried before one worked cannot be told.
#   fix: Configure logging of the web ACL to a bucket, log group or delivery stream whose name begins with aws-waf-logs-.
#   frameworks:
#     aws-sir: [select-and-enable-log-sources]
#     aws-well-architected: [SEC04-BP01]
#     mitre-attack: [DS0015]
#     nist-800-61r3: [PR.PS-04]
package checks.logging.web_acl_logs

import future.keywords.not

import data.checks.lib.result

findings contains result.not_applicable(input.account.id, "has no web ACL that is known to be in use") if count(_asked) == 0

findings contains finding if {
	some acl in input.tables.wafv2_web_acls
	["", acl.arn] in _bad
	finding := result.with_evidence(result.fail(acl.arn, "protects something and logs no requests"), {"name": acl.name, "scope": acl.scope, "associated_resources": acl.associated_resources})
}

findings contains result.pass(input.account.id, count(_good), "web ACLs in use log the requests that they see") if count(_good) > 0

_good := _asked & _recorded

_bad := _asked - _recorded

_asked contains ["", acl.arn] if {
	some acl in input.tables.wafv2_web_acls
	acl.arn in _used
}

_recorded contains ["", acl.arn] if {
	some acl in input.tables.wafv2_web_acls
	some _ in acl.log_destinations
}

_used contains acl.arn if {
	some acl in input.tables.wafv2_web_acls
	some _ in acl.associated_resources
}

_used contains stage.web_acl_arn if {
	some stage in input.tables.apigateway_stages
	is_string(stage.web_acl_arn)
}

_used contains distribution.web_acl_id if {
	some distribution in input.tables.cloudfront_distributions
	distribution.enabled == true
	is_string(distribution.web_acl_id)
}
