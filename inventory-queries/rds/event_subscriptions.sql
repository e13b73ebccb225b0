-- METADATA
-- title: Event subscriptions of RDS, one row per subscription
-- description: Which kinds of events of databases are told to which topic.
-- custom:
--   tables: [aws_rds_db_event_subscription]
--   key: [account_id, region, cust_subscription_id]
--   columns:
--     account_id: text not null
--     region: text not null
--     cust_subscription_id: text
--     enabled: boolean
--     source_type: text
--     source_ids: jsonb
--     sns_topic_arn: text
--   scope: account
--   regional: true
--   permissions: [rds:DescribeEventSubscriptions]
--   plugin: aws >= 1.28.0
--   cost: list
select
    account_id,
    region,
    cust_subscription_id,
    enabled,
    source_type,
    source_ids_list as source_ids,
    sns_topic_arn
from aws_rds_db_event_subscription
order by account_id, region, cust_subscription_id
