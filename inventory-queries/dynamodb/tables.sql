-- METADATA
-- title: DynamoDB tables, one row per table
-- description: Whether a table can be put back to any second of the last weeks.
-- custom:
--   tables: [aws_dynamodb_table]
--   key: [account_id, region, name]
--   columns:
--     account_id: text not null
--     region: text not null
--     name: text
--     point_in_time_recovery_status: text
--   scope: account
--   regional: true
--   permissions: [dynamodb:ListTables, dynamodb:DescribeContinuousBackups]
--   plugin: aws >= 1.28.0
--   cost: per-row
select
    account_id,
    region,
    name,
    point_in_time_recovery_description ->> 'PointInTimeRecoveryStatus' as point_in_time_recovery_status
from aws_dynamodb_table
order by account_id, region, name
