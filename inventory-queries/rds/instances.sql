-- METADATA
-- title: RDS instances, one row per instance
-- description: Databases with their endpoint and exposure.
-- custom:
--   tables: [aws_rds_db_instance]
--   key: [account_id, region, db_instance_identifier]
--   columns:
--     account_id: text not null
--     region: text not null
--     db_instance_identifier: text
--     arn: text
--     engine: text
--     engine_version: text
--     endpoint_address: text
--     publicly_accessible: boolean
--     storage_encrypted: boolean
--     vpc_id: text
--     status: text
--     backup_retention_period: bigint
--     tags: jsonb
--   scope: account
--   regional: true
--   permissions: [rds:DescribeDBInstances]
--   plugin: aws >= 1.28.0
--   cost: list
--   asset:
--     type: "AWS::RDS::DBInstance"
--     arn: arn
--     name: db_instance_identifier
--     keys: {dns: [endpoint_address], name: [db_instance_identifier]}
--     tags: tags
select
    account_id,
    region,
    db_instance_identifier,
    arn,
    engine,
    engine_version,
    endpoint_address,
    publicly_accessible,
    storage_encrypted,
    vpc_id,
    status,
    backup_retention_period,
    tags
from aws_rds_db_instance
order by account_id, region, db_instance_identifier
