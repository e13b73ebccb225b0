-- METADATA
-- title: Log exports of databases, one row per instance
-- description: Which logs a database sends to CloudWatch Logs. Instances of a cluster have its name.
-- custom:
--   tables: [aws_rds_db_instance]
--   key: [account_id, region, db_instance_identifier]
--   columns:
--     account_id: text not null
--     region: text not null
--     db_instance_identifier: text
--     arn: text
--     engine: text
--     db_cluster_identifier: text
--     log_exports: jsonb
--     monitoring_interval: bigint
--   scope: account
--   regional: true
--   permissions: [rds:DescribeDBInstances]
--   plugin: aws >= 1.28.0
--   cost: list
select
    account_id,
    region,
    db_instance_identifier,
    arn,
    engine,
    db_cluster_identifier,
    enabled_cloudwatch_logs_exports as log_exports,
    monitoring_interval
from aws_rds_db_instance
order by account_id, region, db_instance_identifier
