-- METADATA
-- title: CloudTrail trails as each region of an account shows them
-- description: Where API activity is recorded, whether it is being recorded, and what of it. A trail of all regions stands in each region (its shadows); what needs a call is null for trails of other accounts, such as the organization's trail in a member.
-- custom:
--   tables: [aws_cloudtrail_trail]
--   key: [account_id, region, arn]
--   columns: {account_id: text, region: text, arn: text, name: text, home_region: text, is_multi_region_trail: boolean, is_organization_trail: boolean, include_global_service_events: boolean, log_file_validation_enabled: boolean, has_custom_event_selectors: boolean, s3_bucket_name: text, s3_key_prefix: text, sns_topic_arn: text, log_group_arn: text, kms_key_id: text, is_logging: boolean, start_logging_time: timestamptz, stop_logging_time: timestamptz, latest_delivery_time: timestamptz, latest_delivery_error: text, latest_digest_delivery_time: timestamptz, latest_digest_delivery_error: text, latest_cloudwatch_logs_delivery_time: timestamptz, latest_cloudwatch_logs_delivery_error: text, event_selectors: jsonb, advanced_event_selectors: jsonb}
--   scope: account
--   regional: true
--   permissions: [cloudtrail:DescribeTrails, cloudtrail:GetEventSelectors, cloudtrail:GetTrailStatus]
--   plugin: aws >= 1.28.0
--   cost: per-row
--   inventory: true
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
    latest_cloudwatch_logs_delivery_time,
    latest_cloudwatch_logs_delivery_error,
    event_selectors,
    advanced_event_selectors
from aws_cloudtrail_trail
order by account_id, region, arn
