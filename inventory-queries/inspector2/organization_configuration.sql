-- METADATA
-- title: What Inspector switches on for new accounts, one row per region
-- description: Only the delegated administrator is answered; elsewhere there is no row.
-- custom:
--   tables: [aws_inspector2_organization_configuration]
--   key: [account_id, region]
--   columns:
--     account_id: text not null
--     region: text not null
--     ec2_auto_enable: boolean
--     ecr_auto_enable: boolean
--     lambda_auto_enable: boolean
--     max_account_limit_reached: boolean
--   scope: account
--   regional: true
--   permissions: [inspector2:DescribeOrganizationConfiguration]
--   plugin: aws >= 1.28.0
--   cost: list
select
    account_id,
    region,
    ec2_auto_enable,
    ecr_auto_enable,
    lambda_auto_enable,
    max_account_limit_reached
from aws_inspector2_organization_configuration
order by account_id, region
