-- METADATA
-- title: Log exports of database clusters, one row per cluster
-- description: Which logs a cluster sends to CloudWatch Logs.
-- custom:
--   tables: [aws_rds_db_cluster]
--   key: [account_id, region, db_cluster_identifier]
--   columns:
--     account_id: text not null
--     region: text not null
--     db_cluster_identifier: text
--     arn: text
--     engine: text
--     log_exports: jsonb
--   scope: account
--   regional: true
--   permissions: [rds:DescribeDBClusters]
--   plugin: aws >= 1.28.0
--   cost: list
select
    account_id,
    region,
    db_cluster_identifier,
    arn,
    engine,
    enabled_cloudwatch_logs_exports as log_exports
from aws_rds_db_cluster
order by account_id, region, db_cluster_identifier
