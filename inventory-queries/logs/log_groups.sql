-- METADATA
-- title: CloudWatch log groups
-- description: Which logs CloudWatch keeps, and for how long. Without a number of days they are kept for ever.
-- custom:
--   tables: [aws_cloudwatch_log_group]
--   key: [account_id, region, name]
--   columns: {account_id: text, region: text, name: text, log_group_arn: text, log_group_class: text, retention_in_days: bigint}
--   scope: account
--   regional: true
--   permissions: [logs:DescribeLogGroups]
--   plugin: aws >= 1.28.0
--   cost: list
--   inventory: true
select
    account_id,
    region,
    name,
    log_group_arn,
    log_group_class,
    retention_in_days
from aws_cloudwatch_log_group
order by account_id, region, name
