-- METADATA
-- title: Access keys of IAM users, one row per key
-- description: From the id of a key in an event or a leak to the user it belongs to. Keys of root users are not among them.
-- custom:
--   tables: [aws_iam_access_key]
--   key: [account_id, access_key_id]
--   columns: {account_id: text, access_key_id: text, user_name: text, status: text, create_date: timestamptz}
--   scope: account
--   regional: false
--   permissions: [iam:ListUsers, iam:ListAccessKeys]
--   plugin: aws >= 1.28.0
--   cost: per-row
--   inventory: true
--   asset:
--     type: AWS::IAM::AccessKey
--     name: user_name
--     keys: {access-key-id: [access_key_id]}
select
    account_id,
    access_key_id,
    user_name,
    status,
    create_date
from aws_iam_access_key
order by account_id, access_key_id
