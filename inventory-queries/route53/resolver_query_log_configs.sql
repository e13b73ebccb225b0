-- METADATA
-- title: Resolver query log configurations, one row per configuration
-- description: Where DNS queries are logged to.
-- custom:
--   tables: [aws_route53_resolver_query_log_config]
--   key: [account_id, region, id]
--   columns:
--     account_id: text not null
--     region: text not null
--     id: text
--     arn: text
--     name: text
--     status: text
--     association_count: bigint
--     destination_arn: text
--     owner_id: text
--     share_status: text
--   scope: account
--   regional: true
--   permissions: [route53resolver:ListResolverQueryLogConfigs]
--   plugin: aws >= 1.28.0
--   cost: list
select
    account_id,
    region,
    id,
    arn,
    name,
    status,
    association_count,
    destination_arn,
    owner_id,
    share_status
from aws_route53_resolver_query_log_config
order by account_id, region, id
