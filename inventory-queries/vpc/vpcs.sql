-- METADATA
-- title: VPCs, one row per VPC
-- description: The networks of an account, with the account that owns each.
-- custom:
--   tables: [aws_vpc]
--   key: [account_id, region, vpc_id]
--   columns:
--     account_id: text not null
--     region: text not null
--     vpc_id: text
--     cidr_block: cidr
--     is_default: boolean
--     state: text
--     owner_id: text
--     tags: jsonb
--   scope: account
--   regional: true
--   permissions: [ec2:DescribeVpcs]
--   plugin: aws >= 1.28.0
--   cost: list
--   asset:
--     type: "AWS::EC2::VPC"
--     keys: {vpc-id: [vpc_id]}
--     tags: tags
select
    account_id,
    region,
    vpc_id,
    cidr_block,
    is_default,
    state,
    owner_id,
    tags
from aws_vpc
order by account_id, region, vpc_id
