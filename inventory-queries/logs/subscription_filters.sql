-- METADATA
-- title: Subscriptions of log groups, one row per filter
-- description: Where log groups are sent on to.
-- custom:
--   tables: [aws_cloudwatch_log_subscription_filter]
--   key: [account_id, region, log_group_name, name]
--   columns:
--     account_id: text not null
--     region: text not null
--     name: text
--     log_group_name: text
--     destination_arn: text
--     filter_pattern: text
--   scope: account
--   regional: true
--   permissions: [logs:DescribeLogGroups, logs:DescribeSubscriptionFilters]
--   plugin: aws >= 1.28.0
--   cost: per-row
select
    account_id,
    region,
    name,
    log_group_name,
    destination_arn,
    filter_pattern
from aws_cloudwatch_log_subscription_filter
order by account_id, region, log_group_name, name
