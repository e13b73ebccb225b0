-- METADATA
-- title: Event notifications of buckets, one row per bucket
-- description: Who hears of new objects.
-- custom:
--   tables: [aws_s3_bucket]
--   key: [account_id, name]
--   columns:
--     account_id: text not null
--     name: text
--     region: text not null
--     event_notification_configuration: jsonb
--   scope: account
--   regional: false
--   permissions: [s3:ListAllMyBuckets, s3:GetBucketNotification]
--   plugin: aws >= 1.28.0
--   cost: per-row
select
    account_id,
    name,
    region,
    event_notification_configuration
from aws_s3_bucket
order by account_id, name
