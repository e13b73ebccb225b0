-- METADATA
-- title: Site-to-Site VPN connections, one row per connection
-- description: Whether the tunnels to networks outside log. Never their keys.
-- custom:
--   tables: [aws_vpc_vpn_connection]
--   key: [account_id, region, vpn_connection_id]
--   columns:
--     account_id: text not null
--     region: text not null
--     vpn_connection_id: text
--     state: text
--     tunnel_logs: jsonb
--   scope: account
--   regional: true
--   permissions: [ec2:DescribeVpnConnections]
--   plugin: aws >= 1.28.0
--   cost: list
select
    account_id,
    region,
    vpn_connection_id,
    state,
    jsonb_path_query_array(options, '$.TunnelOptions[*].LogOptions.CloudWatchLogOptions.LogEnabled') as tunnel_logs
from aws_vpc_vpn_connection
order by account_id, region, vpn_connection_id
