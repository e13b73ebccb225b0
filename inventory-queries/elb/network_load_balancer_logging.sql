-- METADATA
-- title: Logs of Network Load Balancers, one row per load balancer
-- description: Whether a load balancer writes its logs, and to which bucket.
-- custom:
--   tables: [aws_ec2_network_load_balancer]
--   key: [account_id, region, arn]
--   columns:
--     account_id: text not null
--     region: text not null
--     arn: text
--     name: text
--     access_logs: text
--     access_log_bucket: text
--   scope: account
--   regional: true
--   permissions: [elasticloadbalancing:DescribeLoadBalancerAttributes, elasticloadbalancing:DescribeLoadBalancers]
--   plugin: aws >= 1.28.0
--   cost: per-row
select
    account_id,
    region,
    arn,
    name,
    jsonb_path_query_first(load_balancer_attributes, '$[*] ? (@.Key == "access_logs.s3.enabled").Value') #>> '{}' as access_logs,
    jsonb_path_query_first(load_balancer_attributes, '$[*] ? (@.Key == "access_logs.s3.bucket").Value') #>> '{}' as access_log_bucket
from aws_ec2_network_load_balancer
order by account_id, region, arn
