-- METADATA
-- title: CloudFront distributions, one row per distribution
-- description: Public names in front of origins.
-- custom:
--   tables: [aws_cloudfront_distribution]
--   key: [account_id, id]
--   columns:
--     account_id: text not null
--     id: text
--     arn: text
--     domain_name: text
--     alias_names: jsonb
--     enabled: boolean
--     status: text
--     web_acl_id: text
--   scope: account
--   regional: false
--   permissions: [cloudfront:ListDistributions]
--   plugin: aws >= 1.28.0
--   cost: list
--   asset:
--     type: "AWS::CloudFront::Distribution"
--     arn: arn
--     name: id
--     keys: {dns: [domain_name, alias_names]}
select
    account_id,
    id,
    arn,
    domain_name,
    case
        when jsonb_typeof(aliases -> 'Items') = 'array' then aliases -> 'Items'
    end as alias_names,
    enabled,
    status,
    web_acl_id
from aws_cloudfront_distribution
order by account_id, id
