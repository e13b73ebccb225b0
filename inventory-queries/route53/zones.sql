-- METADATA
-- title: Hosted zones, one row per zone
-- description: Which names Route 53 answers for, publicly or for VPCs only.
-- custom:
--   tables: [aws_route53_zone]
--   key: [account_id, id]
--   columns:
--     account_id: text not null
--     id: text
--     name: text
--     private_zone: boolean
--   scope: account
--   regional: false
--   permissions: [route53:ListHostedZones]
--   plugin: aws >= 1.28.0
--   cost: list
select
    account_id,
    id,
    name,
    private_zone
from aws_route53_zone
order by account_id, id
