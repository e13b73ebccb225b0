-- METADATA
-- title: KMS keys, one row per key
-- description: Keys with their manager and state.
-- custom:
--   tables: [aws_kms_key]
--   key: [account_id, region, id]
--   columns:
--     account_id: text not null
--     region: text not null
--     id: text
--     arn: text
--     key_manager: text
--     key_state: text
--     enabled: boolean
--     deletion_date: timestamptz
--   scope: account
--   regional: true
--   permissions: [kms:ListKeys, kms:DescribeKey]
--   plugin: aws >= 1.28.0
--   cost: per-row
--   asset:
--     type: "AWS::KMS::Key"
--     arn: arn
--     name: id
--     keys: {name: [id]}
select
    account_id,
    region,
    id,
    arn,
    key_manager,
    key_state,
    enabled,
    deletion_date
from aws_kms_key
order by account_id, region, id
