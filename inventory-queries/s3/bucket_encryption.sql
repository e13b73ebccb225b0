-- METADATA
-- title: Default encryption of S3 buckets
-- description: How a bucket encrypts what is put into it without saying how. Null when it does not.
-- custom:
--   tables: [aws_s3_bucket]
--   key: [account_id, name]
--   columns: {account_id: text, name: text, server_side_encryption_configuration: jsonb}
--   scope: account
--   regional: false
--   permissions: [s3:ListAllMyBuckets, s3:GetEncryptionConfiguration]
--   plugin: aws >= 1.28.0
--   cost: per-row
select
    account_id,
    name,
    server_side_encryption_configuration
from aws_s3_bucket
order by account_id, name
