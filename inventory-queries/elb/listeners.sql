-- METADATA
-- title: Listeners of load balancers, one row per listener
-- description: Which protocol a load balancer speaks, and whether it asks clients for certificates.
-- custom:
--   tables: [aws_ec2_load_balancer_listener]
--   key: [account_id, region, arn]
--   columns:
--     account_id: text not null
--     region: text not null
--     arn: text
--     load_balancer_arn: text
--     protocol: text
--     mutual_authentication_mode: text
--   scope: account
--   regional: true
--   permissions: [elasticloadbalancing:DescribeListeners, elasticloadbalancing:DescribeLoadBalancers]
--   plugin: aws >= 1.28.0
--   cost: per-row
select
    account_id,
    region,
    arn,
    load_balancer_arn,
    protocol,
    mutual_authentication ->> 'Mode' as mutual_authentication_mode
from aws_ec2_load_balancer_listener
order by account_id, region, arn
