-- METADATA
-- title: Client VPN endpoints, one row per endpoint
-- description: Whether the connections of people are logged, and where.
-- custom:
--   tables: [aws_ec2_client_vpn_endpoint]
--   key: [account_id, region, client_vpn_endpoint_id]
--   columns:
--     account_id: text not null
--     region: text not null
--     client_vpn_endpoint_id: text
--     log_enabled: boolean
--     log_group: text
--   scope: account
--   regional: true
--   permissions: [ec2:DescribeClientVpnEndpoints]
--   plugin: aws >= 1.28.0
--   cost: list
select
    account_id,
    region,
    client_vpn_endpoint_id,
    (connection_log_options ->> 'Enabled')::boolean as log_enabled,
    connection_log_options ->> 'CloudwatchLogGroup' as log_group
from aws_ec2_client_vpn_endpoint
order by account_id, region, client_vpn_endpoint_id
