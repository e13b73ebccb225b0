-- METADATA
-- title: IAM users, one row per user
-- description: Long-lived identities and the tags that say whose they are.
-- custom:
--   tables: [aws_iam_user]
--   key: [account_id, arn]
--   columns: {account_id: text, arn: text, name: text, user_id: text, path: text, create_date: timestamptz, password_last_used: timestamptz, tags: jsonb}
--   scope: account
--   regional: false
--   permissions: [iam:ListUsers, iam:GetUser]
--   plugin: aws >= 1.28.0
--   cost: per-row
--   inventory: true
--   asset:
--     type: AWS::IAM::User
--     arn: arn
--     name: name
--     keys: {name: [name]}
--     tags: tags
select
    account_id,
    arn,
    name,
    user_id,
    path,
    create_date,
    password_last_used,
    tags
from aws_iam_user
order by account_id, arn
