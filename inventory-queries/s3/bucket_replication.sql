-- METADATA
-- title: Replication of S3 buckets
-- description: Where copies of new objects go.
-- custom:
--   tables: [aws_s3_bucket]
--   key: [account_id, name]
--   columns:
--     account_id: text
--     name: text
--     replication: jsonb
--   scope: account
--   regional: false
--   permissions: [s3:ListAllMyBuckets, s3:GetReplicationConfiguration]
--   plugin: aws >= 1.28.0
--   cost: per-row
select
    account_id,
    name,
    replication
from aws_s3_bucket
order by account_id, name
