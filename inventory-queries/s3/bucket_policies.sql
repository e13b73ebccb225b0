-- METADATA
-- title: Bucket policies, one row per bucket
-- description: Who may do what with the objects; empty where there is no policy.
-- custom:
--   tables: [aws_s3_bucket]
--   key: [account_id, name]
--   columns:
--     account_id: text not null
--     name: text
--     region: text not null
--     policy_std: jsonb
--   scope: account
--   regional: false
--   permissions: [s3:ListAllMyBuckets, s3:GetBucketPolicy]
--   plugin: aws >= 1.28.0
--   cost: per-row
select
    account_id,
    name,
    region,
    policy_std
from aws_s3_bucket
order by account_id, name
