-- METADATA
-- title: Transit gateways, one row per gateway
-- description: What routes between VPCs and to networks outside. Gateways that another account shares have its id as owner.
-- custom:
--   tables: [aws_ec2_transit_gateway]
--   key: [account_id, region, transit_gateway_id]
--   columns:
--     account_id: text not null
--     region: text not null
--     transit_gateway_id: text
--     owner_id: text
--     state: text
--   scope: account
--   regional: true
--   permissions: [ec2:DescribeTransitGateways]
--   plugin: aws >= 1.28.0
--   cost: list
select
    account_id,
    region,
    transit_gateway_id,
    owner_id,
    state
from aws_ec2_transit_gateway
order by account_id, region, transit_gateway_id
