-- METADATA
-- title: Metric filters of log groups, one row per filter
-- description: Which events in a log group are counted as which metric.
-- custom:
--   tables: [aws_cloudwatch_log_metric_filter]
--   key: [account_id, region, log_group_name, name]
--   columns:
--     account_id: text not null
--     region: text not null
--     log_group_name: text
--     name: text
--     filter_pattern: text
--     metric_namespace: text
--     metric_name: text
--   scope: account
--   regional: true
--   permissions: [logs:DescribeMetricFilters]
--   plugin: aws >= 1.28.0
--   cost: list
select
    account_id,
    region,
    log_group_name,
    name,
    filter_pattern,
    metric_transformation_namespace as metric_namespace,
    metric_transformation_name as metric_name
from aws_cloudwatch_log_metric_filter
order by account_id, region, log_group_name, name
