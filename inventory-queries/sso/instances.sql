-- METADATA
-- title: Instances of IAM Identity Center, one row per instance
-- description: Where people sign in to accounts, and which account owns it.
-- custom:
--   tables: [aws_ssoadmin_instance]
--   key: [account_id, region, arn]
--   columns:
--     account_id: text not null
--     region: text not null
--     arn: text
--     owner_account_id: text
--     status: text
--   scope: account
--   regional: true
--   permissions: [sso:ListInstances]
--   plugin: aws >= 1.28.0
--   cost: list
--   inventory: true
select
    account_id,
    region,
    arn,
    owner_account_id,
    status
from aws_ssoadmin_instance
order by account_id, region, arn
