-- METADATA
-- title: Attachments of transit gateways, one row per attachment
-- description: Whose networks a transit gateway joins, and whose the gateway is.
-- custom:
--   tables: [aws_ec2_transit_gateway_vpc_attachment]
--   key: [account_id, region, transit_gateway_attachment_id]
--   columns:
--     account_id: text not null
--     region: text not null
--     transit_gateway_attachment_id: text
--     transit_gateway_id: text
--     transit_gateway_owner_id: text
--     resource_id: text
--     resource_type: text
--     resource_owner_id: text
--     state: text
--   scope: account
--   regional: true
--   permissions: [ec2:DescribeTransitGatewayAttachments]
--   plugin: aws >= 1.28.0
--   cost: list
select
    account_id,
    region,
    transit_gateway_attachment_id,
    transit_gateway_id,
    transit_gateway_owner_id,
    resource_id,
    resource_type,
    resource_owner_id,
    state
from aws_ec2_transit_gateway_vpc_attachment
order by account_id, region, transit_gateway_attachment_id
