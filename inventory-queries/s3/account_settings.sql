-- METADATA
-- title: Public access block of an account
-- description: Whether S3 refuses public access to every bucket of the account, whatever the bucket says. All four are false when the account sets none.
-- custom:
--   tables: [aws_s3_account_settings]
--   key: [account_id]
--   columns: {account_id: text, block_public_acls: boolean, block_public_policy: boolean, ignore_public_acls: boolean, restrict_public_buckets: boolean}
--   scope: account
--   regional: false
--   permissions: [s3:GetAccountPublicAccessBlock]
--   plugin: aws >= 1.28.0
--   cost: list
--   inventory: true
select
    account_id,
    block_public_acls,
    block_public_policy,
    ignore_public_acls,
    restrict_public_buckets
from aws_s3_account_settings
order by account_id
