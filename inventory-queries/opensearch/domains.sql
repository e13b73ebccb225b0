-- METADATA
-- title: OpenSearch domains and their logs, one row per domain
-- description: Which logs a domain publishes.
-- custom:
--   tables: [aws_opensearch_domain]
--   key: [account_id, region, domain_name]
--   columns:
--     account_id: text not null
--     region: text not null
--     domain_name: text
--     arn: text
--     log_publishing_options: jsonb
--   scope: account
--   regional: true
--   permissions: [es:DescribeDomain, es:ListDomainNames]
--   plugin: aws >= 1.28.0
--   cost: per-row
select
    account_id,
    region,
    domain_name,
    arn,
    log_publishing_options
from aws_opensearch_domain
order by account_id, region, domain_name
