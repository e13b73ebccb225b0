-- METADATA
-- title: Subnets, one row per subnet
-- description: The parts of the networks, with the account that owns each.
-- custom:
--   tables: [aws_vpc_subnet]
--   key: [account_id, region, subnet_id]
--   columns:
--     account_id: text not null
--     region: text not null
--     subnet_id: text
--     vpc_id: text
--     cidr_block: cidr
--     owner_id: text
--     availability_zone: text
--     tags: jsonb
--   scope: account
--   regional: true
--   permissions: [ec2:DescribeSubnets]
--   plugin: aws >= 1.28.0
--   cost: list
--   asset:
--     type: "AWS::EC2::Subnet"
--     keys: {subnet-id: [subnet_id]}
--     tags: tags
select
    account_id,
    region,
    subnet_id,
    vpc_id,
    cidr_block,
    owner_id,
    availability_zone,
    tags
from aws_vpc_subnet
order by account_id, region, subnet_id
