-- METADATA
-- title: Access logs of CloudFront distributions, one row per distribution
-- description: Standard logs of the older kind, and the ARNs of real-time logs of each cache behavior. Standard logs of the newer kind are deliveries of CloudWatch Logs.
-- custom:
--   tables: [aws_cloudfront_distribution]
--   key: [account_id, arn]
--   columns:
--     account_id: text not null
--     arn: text
--     id: text
--     enabled: boolean
--     standard_logging: boolean
--     default_realtime_log: text
--     realtime_logs: jsonb
--   scope: account
--   regional: false
--   permissions: [cloudfront:GetDistribution, cloudfront:ListDistributions]
--   plugin: aws >= 1.28.0
--   cost: per-row
select
    account_id,
    arn,
    id,
    enabled,
    (logging ->> 'Enabled')::boolean as standard_logging,
    default_cache_behavior ->> 'RealtimeLogConfigArn' as default_realtime_log,
    case
        when jsonb_typeof(cache_behaviors -> 'Items') = 'array' then jsonb_path_query_array(cache_behaviors, '$.Items[*].RealtimeLogConfigArn')
    end as realtime_logs
from aws_cloudfront_distribution
order by account_id, arn
