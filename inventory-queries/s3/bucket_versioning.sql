-- METADATA
-- title: Versioning of buckets, one row per bucket
-- description: Whether deleted and overwritten objects are kept.
-- custom:
--   tables: [aws_s3_bucket]
--   key: [account_id, name]
--   columns:
--     account_id: text not null
--     name: text
--     region: text not null
--     versioning_enabled: boolean
--     versioning_mfa_delete: boolean
--   scope: account
--   regional: false
--   permissions: [s3:ListAllMyBuckets, s3:GetBucketVersioning]
--   plugin: aws >= 1.28.0
--   cost: per-row
select
    account_id,
    name,
    region,
    versioning_enabled,
    versioning_mfa_delete
from aws_s3_bucket
order by account_id, name
