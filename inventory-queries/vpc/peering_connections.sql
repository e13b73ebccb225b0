-- METADATA
-- title: VPC peering connections, one row per connection
-- description: Which networks are joined, and whose they are.
-- custom:
--   tables: [aws_vpc_peering_connection]
--   key: [account_id, region, id]
--   columns:
--     account_id: text not null
--     region: text not null
--     id: text
--     status_code: text
--     accepter_owner_id: text
--     accepter_region: text
--     accepter_vpc_id: text
--     requester_owner_id: text
--     requester_region: text
--     requester_vpc_id: text
--   scope: account
--   regional: true
--   permissions: [ec2:DescribeVpcPeeringConnections]
--   plugin: aws >= 1.28.0
--   cost: list
select
    account_id,
    region,
    id,
    status_code,
    accepter_owner_id,
    accepter_region,
    accepter_vpc_id,
    requester_owner_id,
    requester_region,
    requester_vpc_id
from aws_vpc_peering_connection
order by account_id, region, id
