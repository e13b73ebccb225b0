-- METADATA
-- title: Network firewalls and their logs, one row per firewall
-- description: Which firewalls stand in VPCs, and what they log where.
-- custom:
--   tables: [aws_networkfirewall_firewall]
--   key: [account_id, region, arn]
--   columns:
--     account_id: text not null
--     region: text not null
--     arn: text
--     name: text
--     vpc_id: text
--     logging_configuration: jsonb
--   scope: account
--   regional: true
--   permissions: [network-firewall:DescribeFirewall, network-firewall:DescribeLoggingConfiguration, network-firewall:ListFirewalls]
--   plugin: aws >= 1.28.0
--   cost: per-row
select
    account_id,
    region,
    arn,
    name,
    vpc_id,
    logging_configuration
from aws_networkfirewall_firewall
order by account_id, region, arn
