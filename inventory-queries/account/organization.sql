-- METADATA
-- title: The organization that an account belongs to
-- description: What the account itself says of its organization. Null in a stand-alone account.
-- custom:
--   tables: [aws_account]
--   key: [account_id]
--   columns: {account_id: text, partition: text, account_aliases: jsonb, organization_id: text, organization_feature_set: text, organization_master_account_id: text, organization_master_account_arn: text}
--   scope: account
--   regional: false
--   permissions: [iam:ListAccountAliases, organizations:DescribeOrganization]
--   plugin: aws >= 1.28.0
--   cost: list
select
    account_id,
    partition,
    account_aliases,
    organization_id,
    organization_feature_set,
    organization_master_account_id,
    organization_master_account_arn
from aws_account
order by account_id
