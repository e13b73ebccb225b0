-- METADATA
-- title: Last use of access keys, one row per key
-- description: When, for which service and where each access key of an IAM user was last used. Null when it never was, as far as IAM knows.
-- custom:
--   tables: [aws_iam_access_key]
--   key: [account_id, access_key_id]
--   columns: {account_id: text, access_key_id: text, user_name: text, status: text, create_date: timestamptz, access_key_last_used_date: timestamptz, access_key_last_used_service: text, access_key_last_used_region: text}
--   scope: account
--   regional: false
--   permissions: [iam:ListUsers, iam:ListAccessKeys, iam:GetAccessKeyLastUsed]
--   plugin: aws >= 1.28.0
--   cost: per-row
select
    account_id,
    access_key_id,
    user_name,
    status,
    create_date,
    access_key_last_used_date,
    access_key_last_used_service,
    access_key_last_used_region
from aws_iam_access_key
order by account_id, access_key_id
