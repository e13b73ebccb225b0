# METADATA
# title: Security account hosts no workload
# description: No tagged load balancer, database, cluster, public API or distribution stands in the configured security account. Instances and container services there have to be explained. Resources that never had a tag are not seen.
# related_resources:
#   - ref: https://docs.aws.amazon.com/prescriptive-guidance/latest/security-reference-architecture/security-tooling.html
# schemas:
#   - input: schema.checks.access.security_account_workload_free
# custom:
#   severity: high
#   scope: account
#   inventory: [tagging_resources]
#   partial: region
#   requirements: [ACC-01]
#   risk: A hole in a business application opens the account that holds the evidence and the keys to all others.
#   fix: Move the workload to an account of its own.
package checks.access.security_account_workload_free

import future.keywords.not

import data.checks.lib.arn
import data.checks.lib.result

findings contains result.unknown(input.account.id, message) if {
	not _security
	message := "can't be judged, since no 'expectations.security-account' is configured"
}

findings contains result.not_applicable(input.account.id, "is not the security account") if {
	_security
	input.account.id != _security
}

findings contains result.in_region(result.fail(resource.arn, message), resource.region) if {
	_is_asked
	some resource in input.tables.tagging_resources
	kind := _kind(resource.arn)
	kind in _workloads
	message := sprintf("is a workload (%s) in the security account", [kind])
}

findings contains result.in_region(result.with_reason(result.unknown(resource.arn, message), reason), resource.region) if {
	_is_asked
	some resource in input.tables.tagging_resources
	kind := _kind(resource.arn)
	kind in _either
	message := sprintf("may be a workload or a security tool (%s) in the security account", [kind])
	reason := "needs-attestation"
}

findings contains result.unknown(input.account.id, "has no tagged resource, so nothing shows what runs in it") if {
	_is_asked
	count(input.tables.tagging_resources) == 0
}

findings contains result.pass(input.account.id, count(input.tables.tagging_resources), message) if {
	_is_asked
	count(input.tables.tagging_resources) > 0
	count(_kinds & (_workloads | _either)) == 0
	message := "has no workload among its tagged resources"
}

_security := id if {
	id := input.expectations["security-account"]
	is_string(id)
}

_is_asked if input.account.id == _security

_kinds contains _kind(resource.arn) if {
	_is_asked
	some resource in input.tables.tagging_resources
}

_kind(text) := sprintf("%s:%s", [parts.service, parts.type]) if parts := arn.parse(text)

_workloads := {
	"apigateway:apis", "apigateway:restapis", "cloudfront:distribution", "dax:cache", "docdb-elastic:cluster",
	"eks:cluster", "elasticache:cluster", "elasticache:replicationgroup", "elasticbeanstalk:environment",
	"elasticloadbalancing:loadbalancer", "gamelift:fleet", "lightsail:Instance", "mq:broker", "rds:cluster", "rds:db",
	"redshift:cluster", "sagemaker:endpoint",
}

_either := {"apprunner:service", "ec2:instance", "ecs:service", "kafka:cluster"}
