-- METADATA
-- title: Security groups, one row per group
-- description: The firewall rules that containment swaps.
-- custom:
--   tables: [aws_vpc_security_group]
--   key: [account_id, region, group_id]
--   columns:
--     account_id: text not null
--     region: text not null
--     group_id: text
--     group_name: text
--     vpc_id: text
--     owner_id: text
--     ip_permissions: jsonb
--     ip_permissions_egress: jsonb
--     tags: jsonb
--   scope: account
--   regional: true
--   permissions: [ec2:DescribeSecurityGroups]
--   plugin: aws >= 1.28.0
--   cost: list
--   asset:
--     type: "AWS::EC2::SecurityGroup"
--     name: group_name
--     keys: {sg-id: [group_id]}
--     tags: tags
select
    account_id,
    region,
    group_id,
    group_name,
    vpc_id,
    owner_id,
    ip_permissions,
    ip_permissions_egress,
    tags
from aws_vpc_security_group
order by account_id, region, group_id
