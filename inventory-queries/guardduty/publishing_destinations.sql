-- METADATA
-- title: Where GuardDuty findings are exported to, one row per destination
-- description: To which bucket a detector writes its findings, and whether it still does.
-- custom:
--   tables: [aws_guardduty_publishing_destination]
--   key: [account_id, region, destination_id]
--   columns:
--     account_id: text not null
--     region: text not null
--     destination_id: text
--     detector_id: text
--     destination_arn: text
--     kms_key_arn: text
--     status: text
--     publishing_failure_start_timestamp: timestamptz
--   scope: account
--   regional: true
--   permissions: [guardduty:DescribePublishingDestination, guardduty:ListDetectors, guardduty:ListPublishingDestinations]
--   plugin: aws >= 1.28.0
--   cost: per-row
select
    account_id,
    region,
    destination_id,
    detector_id,
    destination_arn,
    kms_key_arn,
    status,
    publishing_failure_start_timestamp
from aws_guardduty_publishing_destination
order by account_id, region, destination_id
