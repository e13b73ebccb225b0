-- METADATA
-- title: RDS clusters, one row per cluster
-- description: Database clusters with their endpoints.
-- custom:
--   tables: [aws_rds_db_cluster]
--   key: [account_id, region, db_cluster_identifier]
--   columns:
--     account_id: text not null
--     region: text not null
--     db_cluster_identifier: text
--     arn: text
--     engine: text
--     engine_version: text
--     endpoint: text
--     reader_endpoint: text
--     storage_encrypted: boolean
--     status: text
--     tags: jsonb
--   scope: account
--   regional: true
--   permissions: [rds:DescribeDBClusters]
--   plugin: aws >= 1.28.0
--   cost: list
--   asset:
--     type: "AWS::RDS::DBCluster"
--     arn: arn
--     name: db_cluster_identifier
--     keys: {dns: [endpoint, reader_endpoint], name: [db_cluster_identifier]}
--     tags: tags
select
    account_id,
    region,
    db_cluster_identifier,
    arn,
    engine,
    engine_version,
    endpoint,
    reader_endpoint,
    storage_encrypted,
    status,
    tags
from aws_rds_db_cluster
order by account_id, region, db_cluster_identifier
