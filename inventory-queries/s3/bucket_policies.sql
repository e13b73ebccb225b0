-- METADATA
-- title: Policies of S3 buckets
-- description: Whom a bucket lets do what. Null when the bucket has no policy.
-- custom:
--   tables: [aws_s3_bucket]
--   key: [account_id, name]
--   columns: {account_id: text, name: text, policy_std: jsonb}
--   scope: account
--   regional: false
--   permissions: [s3:ListAllMyBuckets, s3:GetBucketPolicy]
--   plugin: aws >= 1.28.0
--   cost: per-row
select
    account_id,
    name,
    policy_std
from aws_s3_bucket
order by account_id, name
