-- METADATA
-- title: Indexes of Resource Explorer, one row per index
-- description: In which regions resources can be searched, and which index knows those of all regions.
-- custom:
--   tables: [aws_resource_explorer_index]
--   key: [account_id, arn]
--   columns: {account_id: text, arn: text, region: text, type: text}
--   scope: account
--   regional: false
--   permissions: [resource-explorer-2:ListIndexes]
--   plugin: aws >= 1.28.0
--   cost: list
--   inventory: true
select
    account_id,
    arn,
    region,
    type
from aws_resource_explorer_index
order by account_id, arn
