-- METADATA
-- title: Tags of S3 buckets
-- description: What a bucket's tags say, such as its owner and what data it holds. Null or empty when there are none.
-- custom:
--   tables: [aws_s3_bucket]
--   key: [account_id, name]
--   columns: {account_id: text, name: text, tags: jsonb}
--   scope: account
--   regional: false
--   permissions: [s3:ListAllMyBuckets, s3:GetBucketTagging]
--   plugin: aws >= 1.28.0
--   cost: per-row
select
    account_id,
    name,
    tags
from aws_s3_bucket
order by account_id, name
