-- METADATA
-- title: Vended log deliveries, one row per delivery
-- description: Which source of logs is delivered where. A source without a delivery logs nothing. The table has neither account nor region; both stand in the ARN.
-- custom:
--   tables: [aws_cloudwatch_log_delivery]
--   key: [account_id, arn]
--   columns:
--     account_id: text not null
--     arn: text
--     source_region: text
--     delivery_source_name: text
--     delivery_destination_arn: text
--   scope: account
--   regional: false
--   permissions: [logs:DescribeDeliveries]
--   plugin: aws >= 1.28.0
--   cost: list
select
    split_part(arn, ':', 5) as account_id,
    arn,
    split_part(arn, ':', 4) as source_region,
    delivery_source_name,
    delivery_destination_arn
from aws_cloudwatch_log_delivery
order by account_id, arn
