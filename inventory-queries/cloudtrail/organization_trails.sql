-- METADATA
-- title: CloudTrail trails of the organization, one row per trail in its home region
-- description: The trails that record every account, as the management account sees them. It owns them, also those that a delegated administrator made, so nothing of them is null for want of a call.
-- custom:
--   tables: [aws_cloudtrail_trail]
--   key: [account_id, arn]
--   columns: {account_id: text, region: text, arn: text, name: text, home_region: text, is_multi_region_trail: boolean, is_organization_trail: boolean, include_global_service_events: boolean, log_file_validation_enabled: boolean, has_custom_event_selectors: boolean, s3_bucket_name: text, s3_key_prefix: text, sns_topic_arn: text, log_group_arn: text, kms_key_id: text, is_logging: boolean, start_logging_time: timestamptz, stop_logging_time: timestamptz, latest_delivery_time: timestamptz, latest_delivery_error: text, latest_digest_delivery_time: timestamptz, latest_digest_delivery_error: text, event_selectors: jsonb, advanced_event_selectors: jsonb}
--   scope: organization
--   regional: true
--   permissions: [cloudtrail:DescribeTrails, cloudtrail:GetEventSelectors, cloudtrail:GetTrailStatus]
--   plugin: aws >= 1.28.0
--   cost: per-row
select
    account_id,
    region,
    arn,
    name,
    home_region,
    is_multi_region_trail,
    is_organization_trail,
    include_global_service_events,
    log_file_validation_enabled,
    has_custom_event_selectors,
    s3_bucket_name,
    s3_key_prefix,
    sns_topic_arn,
    log_group_arn,
    kms_key_id,
    is_logging,
    start_logging_time,
    stop_logging_time,
    latest_delivery_time,
    latest_delivery_error,
    latest_digest_delivery_time,
    latest_digest_delivery_error,
    event_selectors,
    advanced_event_selectors
from aws_cloudtrail_trail
where is_organization_trail and region = home_region
order by account_id, arn
