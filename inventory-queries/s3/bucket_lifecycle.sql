-- METADATA
-- title: Life cycle of buckets, one row per bucket
-- description: When objects expire.
-- custom:
--   tables: [aws_s3_bucket]
--   key: [account_id, name]
--   columns:
--     account_id: text not null
--     name: text
--     region: text not null
--     lifecycle_rules: jsonb
--   scope: account
--   regional: false
--   permissions: [s3:ListAllMyBuckets, s3:GetLifecycleConfiguration]
--   plugin: aws >= 1.28.0
--   cost: per-row
select
    account_id,
    name,
    region,
    lifecycle_rules
from aws_s3_bucket
order by account_id, name
