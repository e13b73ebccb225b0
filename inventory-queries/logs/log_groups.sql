-- METADATA
-- title: CloudWatch log groups, one row per group
-- description: How long logs are kept.
-- custom:
--   tables: [aws_cloudwatch_log_group]
--   key: [account_id, region, name]
--   columns:
--     account_id: text not null
--     region: text not null
--     name: text
--     log_group_class: text
--     retention_in_days: bigint
--     stored_bytes: bigint
--     kms_key_id: text
--     creation_time: timestamptz
--   scope: account
--   regional: true
--   permissions: [logs:DescribeLogGroups]
--   plugin: aws >= 1.28.0
--   cost: list
select
    account_id,
    region,
    name,
    log_group_class,
    retention_in_days,
    stored_bytes,
    kms_key_id,
    creation_time
from aws_cloudwatch_log_group
order by account_id, region, name
