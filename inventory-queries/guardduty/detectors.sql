-- METADATA
-- title: GuardDuty detectors, one row per detector and region
-- description: Whether GuardDuty watches a region, with which sources, and who administers it. No row means no detector.
-- custom:
--   tables: [aws_guardduty_detector]
--   key: [account_id, region, detector_id]
--   columns:
--     account_id: text not null
--     region: text not null
--     detector_id: text
--     status: text
--     finding_publishing_frequency: text
--     features: jsonb
--     data_sources: jsonb
--     master_account: jsonb
--   scope: account
--   regional: true
--   permissions: [guardduty:ListDetectors, guardduty:GetDetector, guardduty:GetAdministratorAccount]
--   plugin: aws >= 1.28.0
--   cost: per-row
select
    account_id,
    region,
    detector_id,
    status,
    finding_publishing_frequency,
    features,
    data_sources,
    master_account
from aws_guardduty_detector
order by account_id, region, detector_id
