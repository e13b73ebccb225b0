-- METADATA
-- title: VPC endpoints, one row per endpoint
-- description: The ways from a network to services of AWS that need no internet, and whom they let through.
-- custom:
--   tables: [aws_vpc_endpoint]
--   key: [account_id, region, vpc_endpoint_id]
--   columns:
--     account_id: text not null
--     region: text not null
--     vpc_endpoint_id: text
--     service_name: text
--     vpc_id: text
--     vpc_endpoint_type: text
--     state: text
--     private_dns_enabled: boolean
--     policy_std: jsonb
--     security_group_ids: jsonb
--   scope: account
--   regional: true
--   permissions: [ec2:DescribeVpcEndpoints]
--   plugin: aws >= 1.28.0
--   cost: list
select
    account_id,
    region,
    vpc_endpoint_id,
    service_name,
    vpc_id,
    vpc_endpoint_type,
    state,
    private_dns_enabled,
    policy_std,
    case
        when jsonb_typeof(groups) = 'array' then jsonb_path_query_array(groups, '$[*].GroupId')
    end as security_group_ids
from aws_vpc_endpoint
order by account_id, region, vpc_endpoint_id
