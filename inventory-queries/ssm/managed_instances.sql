-- METADATA
-- title: Instances that Systems Manager reaches, one row per instance
-- description: Which hosts can be worked on without a network path of their own, and whether their agent answers.
-- custom:
--   tables: [aws_ssm_managed_instance]
--   key: [account_id, region, instance_id]
--   columns:
--     account_id: text not null
--     region: text not null
--     instance_id: text
--     ping_status: text
--     agent_version: text
--     last_ping_date_time: timestamptz
--     platform_name: text
--   scope: account
--   regional: true
--   permissions: [ssm:DescribeInstanceInformation]
--   plugin: aws >= 1.28.0
--   cost: list
select
    account_id,
    region,
    instance_id,
    ping_status,
    agent_version,
    last_ping_date_time,
    platform_name
from aws_ssm_managed_instance
order by account_id, region, instance_id
