-- METADATA
-- title: Versioning of S3 buckets
-- description: Whether overwritten and deleted objects stay, and whether deleting them for good takes an MFA device.
-- custom:
--   tables: [aws_s3_bucket]
--   key: [account_id, name]
--   columns: {account_id: text, name: text, versioning_enabled: boolean, versioning_mfa_delete: boolean}
--   scope: account
--   regional: false
--   permissions: [s3:ListAllMyBuckets, s3:GetBucketVersioning]
--   plugin: aws >= 1.28.0
--   cost: per-row
select
    account_id,
    name,
    versioning_enabled,
    versioning_mfa_delete
from aws_s3_bucket
order by account_id, name
