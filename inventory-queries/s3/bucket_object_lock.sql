-- METADATA
-- title: Object lock of buckets, one row per bucket
-- description: Whether objects can be deleted before their time.
-- custom:
--   tables: [aws_s3_bucket]
--   key: [account_id, name]
--   columns:
--     account_id: text not null
--     name: text
--     region: text not null
--     object_lock_configuration: jsonb
--   scope: account
--   regional: false
--   permissions: [s3:ListAllMyBuckets, s3:GetBucketObjectLockConfiguration]
--   plugin: aws >= 1.28.0
--   cost: per-row
select
    account_id,
    name,
    region,
    object_lock_configuration
from aws_s3_bucket
order by account_id, name
