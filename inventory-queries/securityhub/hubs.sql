-- METADATA
-- title: Security Hub, one row per region where it is on
-- description: Whether findings are gathered in a region, and under which administrator.
-- custom:
--   tables: [aws_securityhub_hub]
--   key: [account_id, region, hub_arn]
--   columns:
--     account_id: text not null
--     region: text not null
--     hub_arn: text
--     auto_enable_controls: boolean
--     subscribed_at: timestamptz
--     administrator_account: jsonb
--   scope: account
--   regional: true
--   permissions: [securityhub:DescribeHub, securityhub:GetAdministratorAccount]
--   plugin: aws >= 1.28.0
--   cost: per-row
--   inventory: true
select
    account_id,
    region,
    hub_arn,
    auto_enable_controls,
    subscribed_at,
    administrator_account
from aws_securityhub_hub
order by account_id, region, hub_arn
