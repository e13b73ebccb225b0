-- METADATA
-- title: Network Load Balancers, one row per load balancer
-- description: Names under which services are reached.
-- custom:
--   tables: [aws_ec2_network_load_balancer]
--   key: [account_id, region, arn]
--   columns:
--     account_id: text not null
--     region: text not null
--     arn: text
--     name: text
--     dns_name: text
--     scheme: text
--     vpc_id: text
--     state_code: text
--   scope: account
--   regional: true
--   permissions: [elasticloadbalancing:DescribeLoadBalancers]
--   plugin: aws >= 1.28.0
--   cost: list
--   asset:
--     type: "AWS::ElasticLoadBalancingV2::LoadBalancer"
--     arn: arn
--     name: name
--     keys: {dns: [dns_name]}
select
    account_id,
    region,
    arn,
    name,
    dns_name,
    scheme,
    vpc_id,
    state_code
from aws_ec2_network_load_balancer
order by account_id, region, arn
