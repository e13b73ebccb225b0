-- METADATA
-- title: Sources of vended log deliveries, one row per source
-- description: Which resources hand logs to CloudWatch Logs for delivery, and of which kind. The table has neither account nor region; both stand in the ARN.
-- custom:
--   tables: [aws_cloudwatch_log_delivery_source]
--   key: [account_id, arn]
--   columns:
--     account_id: text not null
--     arn: text
--     source_region: text
--     name: text
--     log_type: text
--     resource_arns: jsonb
--   scope: account
--   regional: false
--   permissions: [logs:DescribeDeliverySources]
--   plugin: aws >= 1.28.0
--   cost: list
select
    split_part(arn, ':', 5) as account_id,
    arn,
    split_part(arn, ':', 4) as source_region,
    name,
    log_type,
    resource_arns
from aws_cloudwatch_log_delivery_source
order by account_id, arn
