-- METADATA
-- title: Event notifications of S3 buckets
-- description: Whom a bucket tells about new objects, be it queues, topics, functions or EventBridge.
-- custom:
--   tables: [aws_s3_bucket]
--   key: [account_id, name]
--   columns: {account_id: text, name: text, event_notification_configuration: jsonb}
--   scope: account
--   regional: false
--   permissions: [s3:ListAllMyBuckets, s3:GetBucketNotification]
--   plugin: aws >= 1.28.0
--   cost: per-row
select
    account_id,
    name,
    event_notification_configuration
from aws_s3_bucket
order by account_id, name
