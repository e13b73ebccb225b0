-- METADATA
-- title: Lifecycle rules of S3 buckets
-- description: When objects of a bucket move or vanish by themselves. An empty list when there is no rule, since the call would otherwise have failed.
-- custom:
--   tables: [aws_s3_bucket]
--   key: [account_id, name]
--   columns: {account_id: text, name: text, lifecycle_rules: jsonb not null}
--   scope: account
--   regional: false
--   permissions: [s3:ListAllMyBuckets, s3:GetLifecycleConfiguration]
--   plugin: aws >= 1.28.0
--   cost: per-row
select
    account_id,
    name,
    coalesce(lifecycle_rules, '[]'::jsonb) as lifecycle_rules
from aws_s3_bucket
order by account_id, name
