-- METADATA
-- title: The identity that reads an account
-- description: Which principal the connection acts as. A row proves that the account answered.
-- custom:
--   tables: [aws_sts_caller_identity]
--   key: [account_id]
--   columns: {account_id: text, arn: text, user_id: text, partition: text}
--   scope: account
--   regional: false
--   permissions: [sts:GetCallerIdentity]
--   plugin: aws >= 1.28.0
--   cost: list
--   inventory: true
select
    account_id,
    arn,
    user_id,
    partition
from aws_sts_caller_identity
order by account_id
