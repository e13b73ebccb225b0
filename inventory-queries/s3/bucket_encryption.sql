-- METADATA
-- title: Encryption of buckets, one row per bucket
-- description: How new objects are encrypted.
-- custom:
--   tables: [aws_s3_bucket]
--   key: [account_id, name]
--   columns:
--     account_id: text not null
--     name: text
--     region: text not null
--     server_side_encryption_configuration: jsonb
--   scope: account
--   regional: false
--   permissions: [s3:ListAllMyBuckets, s3:GetEncryptionConfiguration]
--   plugin: aws >= 1.28.0
--   cost: per-row
select
    account_id,
    name,
    region,
    server_side_encryption_configuration
from aws_s3_bucket
order by account_id, name
