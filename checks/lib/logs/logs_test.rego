package checks.lib.logs_test

import data.checks.lib.logs

test_security_logs[name] if {
	some name in ["vpc-flow-logs", "/aws/eks/apps/cluster", "aws-waf-logs-front", "/aws/rds/instance/x/audit", "Route53-queries"]
	logs.are_security_logs(name)
}

test_other_logs[name] if {
	some name in ["/aws/lambda/worker", "/app/service-1", null]
	not logs.are_security_logs(name)
}
