-- METADATA
-- title: CloudTrail Lake event data stores of an account
-- description: What CloudTrail Lake keeps besides the trails, for how long, and of which accounts and regions.
-- custom:
--   tables: [aws_cloudtrail_event_data_store]
--   key: [account_id, region, arn]
--   columns: {account_id: text, region: text, arn: text, name: text, status: text, multi_region_enabled: boolean, organization_enabled: boolean, retention_period: bigint, termination_protection_enabled: boolean, advanced_event_selectors: jsonb}
--   scope: account
--   regional: true
--   permissions: [cloudtrail:GetEventDataStore, cloudtrail:ListEventDataStores]
--   plugin: aws >= 1.28.0
--   cost: per-row
--   inventory: true
select
    account_id,
    region,
    arn,
    name,
    status,
    multi_region_enabled,
    organization_enabled,
    retention_period,
    termination_protection_enabled,
    advanced_event_selectors
from aws_cloudtrail_event_data_store
order by account_id, region, arn
