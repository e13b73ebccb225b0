-- METADATA
-- title: Filters of GuardDuty findings, one row per filter
-- description: Which findings are archived before anybody sees them, and by which criteria.
-- custom:
--   tables: [aws_guardduty_filter]
--   key: [account_id, region, detector_id, name]
--   columns:
--     account_id: text not null
--     region: text not null
--     detector_id: text
--     name: text
--     action: text
--     rank: bigint
--     finding_criteria: jsonb
--   scope: account
--   regional: true
--   permissions: [guardduty:GetFilter, guardduty:ListDetectors, guardduty:ListFilters]
--   plugin: aws >= 1.28.0
--   cost: per-row
--   inventory: true
select
    account_id,
    region,
    detector_id,
    name,
    action,
    rank,
    finding_criteria
from aws_guardduty_filter
order by account_id, region, detector_id, name
