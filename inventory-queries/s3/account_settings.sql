-- METADATA
-- title: Public access block of the account, one row
-- description: Whether buckets of the account can be made public at all.
-- custom:
--   tables: [aws_s3_account_settings]
--   key: [account_id]
--   columns:
--     account_id: text not null
--     block_public_acls: boolean
--     block_public_policy: boolean
--     ignore_public_acls: boolean
--     restrict_public_buckets: boolean
--   scope: account
--   regional: false
--   permissions: [s3:GetAccountPublicAccessBlock]
--   plugin: aws >= 1.28.0
--   cost: list
select
    account_id,
    block_public_acls,
    block_public_policy,
    ignore_public_acls,
    restrict_public_buckets
from aws_s3_account_settings
order by account_id
