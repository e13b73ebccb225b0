-- METADATA
-- title: S3 buckets, one row per bucket
-- description: The buckets of an account.
-- custom:
--   tables: [aws_s3_bucket]
--   key: [account_id, name]
--   columns:
--     account_id: text not null
--     name: text
--     arn: text
--     region: text not null
--     creation_date: timestamptz
--   scope: account
--   regional: false
--   permissions: [s3:ListAllMyBuckets]
--   plugin: aws >= 1.28.0
--   cost: per-row
--   asset:
--     type: "AWS::S3::Bucket"
--     arn: arn
--     name: name
--     keys: {bucket: [name]}
select
    account_id,
    name,
    arn,
    region,
    creation_date
from aws_s3_bucket
order by account_id, name
