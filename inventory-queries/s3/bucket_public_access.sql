-- METADATA
-- title: Public access blocks of S3 buckets
-- description: Whether a bucket refuses to be made public. All four are false when the bucket sets none; the account's own block stands in s3_account_settings.
-- custom:
--   tables: [aws_s3_bucket]
--   key: [account_id, name]
--   columns: {account_id: text, name: text, block_public_acls: boolean, block_public_policy: boolean, ignore_public_acls: boolean, restrict_public_buckets: boolean}
--   scope: account
--   regional: false
--   permissions: [s3:ListAllMyBuckets, s3:GetBucketPublicAccessBlock]
--   plugin: aws >= 1.28.0
--   cost: per-row
select
    account_id,
    name,
    block_public_acls,
    block_public_policy,
    ignore_public_acls,
    restrict_public_buckets
from aws_s3_bucket
order by account_id, name
