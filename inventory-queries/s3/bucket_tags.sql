-- METADATA
-- title: Tags of buckets, one row per bucket
-- description: Owner, environment and data class of buckets.
-- custom:
--   tables: [aws_s3_bucket]
--   key: [account_id, name]
--   columns:
--     account_id: text not null
--     name: text
--     region: text not null
--     tags: jsonb
--   scope: account
--   regional: false
--   permissions: [s3:ListAllMyBuckets, s3:GetBucketTagging]
--   plugin: aws >= 1.28.0
--   cost: per-row
--   asset:
--     type: "AWS::S3::Bucket"
--     name: name
--     keys: {bucket: [name]}
--     tags: tags
select
    account_id,
    name,
    region,
    tags
from aws_s3_bucket
order by account_id, name
