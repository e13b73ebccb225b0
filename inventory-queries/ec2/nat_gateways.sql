-- METADATA
-- title: NAT gateways, one row per gateway
-- description: Through which gateways private networks reach the internet.
-- custom:
--   tables: [aws_vpc_nat_gateway]
--   key: [account_id, region, nat_gateway_id]
--   columns:
--     account_id: text not null
--     region: text not null
--     nat_gateway_id: text
--     state: text
--     vpc_id: text
--   scope: account
--   regional: true
--   permissions: [ec2:DescribeNatGateways]
--   plugin: aws >= 1.28.0
--   cost: list
select
    account_id,
    region,
    nat_gateway_id,
    state,
    vpc_id
from aws_vpc_nat_gateway
order by account_id, region, nat_gateway_id
