-- METADATA
-- title: CloudTrail Lake event data stores of the organization
-- description: The event data stores that keep events of every account, as the management account sees them, which owns them.
-- custom:
--   tables: [aws_cloudtrail_event_data_store]
--   key: [account_id, region, arn]
--   columns: {account_id: text, region: text, arn: text, name: text, status: text, multi_region_enabled: boolean, organization_enabled: boolean, retention_period: bigint, termination_protection_enabled: boolean, advanced_event_selectors: jsonb}
--   scope: organization
--   regional: true
--   permissions: [cloudtrail:GetEventDataStore, cloudtrail:ListEventDataStores]
--   plugin: aws >= 1.28.0
--   cost: per-row
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
where organization_enabled
order by account_id, region, arn
