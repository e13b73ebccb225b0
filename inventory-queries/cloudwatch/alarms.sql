-- METADATA
-- title: CloudWatch alarms on one metric, one row per alarm
-- description: Which metric an alarm watches, of which resource, and whether it tells anybody.
-- custom:
--   tables: [aws_cloudwatch_alarm]
--   key: [account_id, region, arn]
--   columns:
--     account_id: text not null
--     region: text not null
--     arn: text
--     name: text
--     namespace: text
--     metric_name: text
--     dimensions: jsonb
--     actions_enabled: boolean
--     alarm_actions: jsonb
--   scope: account
--   regional: true
--   permissions: [cloudwatch:DescribeAlarms]
--   plugin: aws >= 1.28.0
--   cost: list
--   inventory: true
select
    account_id,
    region,
    arn,
    name,
    namespace,
    metric_name,
    dimensions,
    actions_enabled,
    alarm_actions
from aws_cloudwatch_alarm
order by account_id, region, arn
