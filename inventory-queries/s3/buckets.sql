-- METADATA
-- title: S3 buckets
-- description: The buckets of an account, their regions and the host names under which logs and network records know them. What a bucket is set to stands in tables of its own, one for each permission.
-- custom:
--   tables: [aws_s3_bucket]
--   key: [account_id, name]
--   columns: {account_id: text, name: text, arn: text not null, region: text not null, creation_date: timestamptz, dns_names: jsonb}
--   scope: account
--   regional: false
--   permissions: [s3:ListAllMyBuckets]
--   plugin: aws >= 1.28.0
--   cost: per-row
--   inventory: true
--   asset: {type: "AWS::S3::Bucket", arn: arn, name: name, keys: {bucket: [name], arn: [arn], dns: [dns_names]}}
select
    account_id,
    name,
    arn,
    region,
    creation_date,
    case partition
        when 'aws-cn' then jsonb_build_array(
            name || '.s3.' || region || '.amazonaws.com.cn'
        )
        else jsonb_build_array(
            name || '.s3.amazonaws.com',
            name || '.s3.' || region || '.amazonaws.com',
            name || '.s3-' || region || '.amazonaws.com'
        )
    end as dns_names
from aws_s3_bucket
order by account_id, name
