-- METADATA
-- title: Network ACLs, one row per ACL
-- description: The rules of whole subnets, which cut off a host where security groups do not end its connections.
-- custom:
--   tables: [aws_vpc_network_acl]
--   key: [account_id, region, network_acl_id]
--   columns:
--     account_id: text not null
--     region: text not null
--     network_acl_id: text
--     vpc_id: text
--     is_default: boolean
--     subnet_ids: jsonb
--     entries: jsonb
--   scope: account
--   regional: true
--   permissions: [ec2:DescribeNetworkAcls]
--   plugin: aws >= 1.28.0
--   cost: list
select
    account_id,
    region,
    network_acl_id,
    vpc_id,
    is_default,
    case
        when jsonb_typeof(associations) = 'array' then jsonb_path_query_array(associations, '$[*].SubnetId')
    end as subnet_ids,
    entries
from aws_vpc_network_acl
order by account_id, region, network_acl_id
