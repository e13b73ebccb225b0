-- METADATA
-- title: Logs of Classic Load Balancers, one row per load balancer
-- description: Whether a load balancer writes its access logs, and to which bucket.
-- custom:
--   tables: [aws_ec2_classic_load_balancer]
--   key: [account_id, region, name]
--   columns:
--     account_id: text not null
--     region: text not null
--     name: text
--     access_log_enabled: boolean
--     access_log_s3_bucket_name: text
--   scope: account
--   regional: true
--   permissions: [elasticloadbalancing:DescribeLoadBalancerAttributes, elasticloadbalancing:DescribeLoadBalancers]
--   plugin: aws >= 1.28.0
--   cost: per-row
select
    account_id,
    region,
    name,
    access_log_enabled,
    access_log_s3_bucket_name
from aws_ec2_classic_load_balancer
order by account_id, region, name
