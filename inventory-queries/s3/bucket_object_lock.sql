-- METADATA
-- title: Object Lock of S3 buckets
-- description: Whether objects of a bucket can't be deleted before their time. Null when Object Lock is off.
-- custom:
--   tables: [aws_s3_bucket]
--   key: [account_id, name]
--   columns: {account_id: text, name: text, object_lock_configuration: jsonb}
--   scope: account
--   regional: false
--   permissions: [s3:ListAllMyBuckets, s3:GetBucketObjectLockConfiguration]
--   plugin: aws >= 1.28.0
--   cost: per-row
select
    account_id,
    name,
    object_lock_configuration
from aws_s3_bucket
order by account_id, name
