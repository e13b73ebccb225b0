-- METADATA
-- title: Classic Load Balancers, one row per load balancer
-- description: Names under which older services are reached.
-- custom:
--   tables: [aws_ec2_classic_load_balancer]
--   key: [account_id, region, name]
--   columns:
--     account_id: text not null
--     region: text not null
--     name: text
--     dns_name: text
--     scheme: text
--     vpc_id: text
--   scope: account
--   regional: true
--   permissions: [elasticloadbalancing:DescribeLoadBalancers]
--   plugin: aws >= 1.28.0
--   cost: list
--   asset:
--     type: "AWS::ElasticLoadBalancing::LoadBalancer"
--     name: name
--     keys: {dns: [dns_name]}
select
    account_id,
    region,
    name,
    dns_name,
    scheme,
    vpc_id
from aws_ec2_classic_load_balancer
order by account_id, region, name
