-- METADATA
-- title: Where Security Hub brings findings together, one row per aggregator
-- description: Which region gathers the findings of which other regions.
-- custom:
--   tables: [aws_securityhub_finding_aggregator]
--   key: [account_id, region, arn]
--   columns:
--     account_id: text not null
--     region: text not null
--     arn: text
--     finding_aggregation_region: text
--     region_linking_mode: text
--     regions: jsonb
--   scope: account
--   regional: true
--   permissions: [securityhub:GetFindingAggregator, securityhub:ListFindingAggregators]
--   plugin: aws >= 1.28.0
--   cost: per-row
select
    account_id,
    region,
    arn,
    finding_aggregation_region,
    region_linking_mode,
    regions
from aws_securityhub_finding_aggregator
order by account_id, region, arn
