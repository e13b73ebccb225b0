-- METADATA
-- title: IAM Access Analyzers, one row per analyzer
-- description: Which analyzers look for access from outside or for unused access, of an account or of the organization.
-- custom:
--   tables: [aws_accessanalyzer_analyzer]
--   key: [account_id, region, arn]
--   columns:
--     account_id: text not null
--     region: text not null
--     arn: text
--     name: text
--     type: text
--     status: text
--   scope: account
--   regional: true
--   permissions: [access-analyzer:ListAnalyzers]
--   plugin: aws >= 1.28.0
--   cost: list
--   inventory: true
select
    account_id,
    region,
    arn,
    name,
    type,
    status
from aws_accessanalyzer_analyzer
order by account_id, region, arn
