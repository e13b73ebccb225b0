-- METADATA
-- title: Policies of KMS keys, one row per key
-- description: Who may use which key, as far as the key itself says so.
-- custom:
--   tables: [aws_kms_key]
--   key: [account_id, region, id]
--   columns:
--     account_id: text not null
--     region: text not null
--     id: text
--     arn: text
--     policy_std: jsonb
--   scope: account
--   regional: true
--   permissions: [kms:ListKeys, kms:GetKeyPolicy]
--   plugin: aws >= 1.28.0
--   cost: per-row
select
    account_id,
    region,
    id,
    arn,
    policy_std
from aws_kms_key
order by account_id, region, id
