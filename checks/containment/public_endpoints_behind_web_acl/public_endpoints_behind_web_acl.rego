# METADATA
# title: Public load balancers, sites and APIs stand behind a web ACL
# description: Every internet-facing application load balancer, every enabled CloudFront distribution and every stage of a REST API of the account is protected by a WAF web ACL.
# related_resources:
#   - ref: https://docs.aws.amazon.com/waf/latest/developerguide/how-aws-waf-works.html
# schemas:
#   - input: schema.checks.containment.public_endpoints_behind_web_acl
# custom:
#   severity: medium
#   scope: account
#   inventory: [elb_application_load_balancers, cloudfront_distributions, apigateway_stages, wafv2_web_acls]
#   partial: region
#   requirements: [WAF-02]
#   risk: An attacking address can't be blocked at once, since there is nothing in front to block it with.
#   fix: Associate a web ACL with the load balancer, distribution or stage.
package checks.containment.public_endpoints_behind_web_acl

import future.keywords.not

import data.checks.lib.result

findings contains result.not_applicable(input.account.id, "has no public load balancer, site or API") if count(_public) == 0

findings contains result.with_evidence(result.fail(id, "is public and stands behind no web ACL"), {"kind": kind, "region": region}) if {
	some [region, id, kind] in (_public - _protected)
}

findings contains result.pass(input.account.id, count(_good), "public endpoints stand behind a web ACL") if count(_good) > 0

_good := _public & _protected

_public contains [balancer.region, balancer.arn, "load balancer"] if {
	some balancer in input.tables.elb_application_load_balancers
	not balancer.scheme == "internal"
}

_public contains ["global", distribution.id, "distribution"] if {
	some distribution in input.tables.cloudfront_distributions
	not distribution.enabled == false
}

_public contains [stage.region, _stage(stage.rest_api_id, stage.name), "stage"] if some stage in input.tables.apigateway_stages

_protected contains [balancer.region, balancer.arn, "load balancer"] if {
	some balancer in input.tables.elb_application_load_balancers
	balancer.arn in _associated
}

_protected contains ["global", distribution.id, "distribution"] if {
	some distribution in input.tables.cloudfront_distributions
	not distribution.web_acl_id in {null, ""}
}

_protected contains [stage.region, _stage(stage.rest_api_id, stage.name), "stage"] if {
	some stage in input.tables.apigateway_stages
	not stage.web_acl_arn in {null, ""}
}

_associated contains resource if {
	some acl in input.tables.wafv2_web_acls
	some resource in acl.associated_resources
}

_stage(api_id, name) := sprintf("%v/%v", [api_id, name])
