-- METADATA
-- title: Redshift clusters and their audit logs, one row per cluster
-- description: Whether a cluster logs connections and queries.
-- custom:
--   tables: [aws_redshift_cluster]
--   key: [account_id, region, cluster_identifier]
--   columns:
--     account_id: text not null
--     region: text not null
--     cluster_identifier: text
--     arn: text
--     logging_enabled: boolean
--   scope: account
--   regional: true
--   permissions: [redshift:DescribeClusters, redshift:DescribeLoggingStatus]
--   plugin: aws >= 1.28.0
--   cost: per-row
select
    account_id,
    region,
    cluster_identifier,
    arn,
    (logging_status ->> 'LoggingEnabled')::boolean as logging_enabled
from aws_redshift_cluster
order by account_id, region, cluster_identifier
