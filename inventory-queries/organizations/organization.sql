-- METADATA
-- title: The organization itself
-- description: Identity, management account and feature set of the organization, as its management account sees them.
-- custom:
--   tables: [aws_account]
--   key: [account_id]
--   columns: {account_id: text, organization_id: text, organization_feature_set: text, organization_master_account_id: text}
--   scope: organization
--   regional: false
--   permissions: [iam:ListAccountAliases, organizations:DescribeOrganization]
--   plugin: aws >= 1.28.0
--   cost: list
select
    account_id,
    organization_id,
    organization_feature_set,
    organization_master_account_id
from aws_account
order by account_id
