-- METADATA
-- title: Query logs of public hosted zones, one row per configuration
-- description: Which zone's queries are logged, and to which log group.
-- custom:
--   tables: [aws_route53_query_log]
--   key: [account_id, id]
--   columns:
--     account_id: text not null
--     id: text
--     hosted_zone_id: text
--     cloud_watch_logs_log_group_arn: text
--   scope: account
--   regional: false
--   permissions: [route53:ListQueryLoggingConfigs]
--   plugin: aws >= 1.28.0
--   cost: list
select
    account_id,
    id,
    hosted_zone_id,
    cloud_watch_logs_log_group_arn
from aws_route53_query_log
order by account_id, id
