# METADATA
# description: Tells log groups that hold security logs from others, by their names.
package checks.lib.logs

# METADATA
# description: The name speaks of trails, flow logs, DNS, WAF, firewalls, EKS, databases or audit.
are_security_logs(name) if {
	is_string(name)
	regex.match(_names, lower(name))
}

_names := `cloudtrail|flow-?_?log|vpc-?_?flow|route-?53|resolver|dns-?_?quer|waf-logs|firewall|guardduty|^/aws/eks/|^/aws/rds/|^/aws/redshift|^/aws/docdb|^/aws/transfer|^/aws/directoryservice|client-?vpn|audit|security`
