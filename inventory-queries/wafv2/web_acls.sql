-- METADATA
-- title: Web ACLs, one row per web ACL
-- description: Which web ACLs exist in a region or for CloudFront, what they protect, and where they log. Without a logging configuration they do not log.
-- custom:
--   tables: [aws_wafv2_web_acl]
--   key: [account_id, region, arn]
--   columns:
--     account_id: text not null
--     region: text not null
--     arn: text
--     name: text
--     scope: text
--     associated_resources: jsonb
--     log_destinations: jsonb
--   scope: account
--   regional: true
--   permissions: [wafv2:ListWebACLs, wafv2:GetLoggingConfiguration, wafv2:ListResourcesForWebACL, cloudfront:ListDistributionsByWebACLId]
--   plugin: aws >= 1.28.0
--   cost: per-row
--   inventory: true
select
    account_id,
    region,
    arn,
    name,
    scope,
    associated_resources,
    logging_configuration -> 'LogDestinationConfigs' as log_destinations
from aws_wafv2_web_acl
order by account_id, region, arn
