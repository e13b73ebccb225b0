-- METADATA
-- title: Accounts of the organization, one row per account
-- description: Every account that the organization has, with its state, its root address, its place and its tags. The member is `id`; `account_id` is the account that was asked.
-- custom:
--   tables: [aws_organizations_account]
--   key: [id]
--   columns: {account_id: text, id: text, name: text, arn: text, email: text, state: text, parent_id: text, joined_method: text, joined_timestamp: timestamptz, tags: jsonb}
--   scope: organization
--   regional: false
--   permissions: [organizations:ListRoots, organizations:ListOrganizationalUnitsForParent, organizations:ListAccountsForParent, organizations:ListTagsForResource]
--   plugin: aws >= 1.28.0
--   cost: per-row
--   inventory: true
--   asset:
--     type: AWS::Organizations::Account
--     arn: arn
--     name: name
--     keys: {account-id: [id]}
--     tags: tags
select
    account_id,
    id,
    name,
    arn,
    email,
    state,
    parent_id,
    joined_method,
    joined_timestamp,
    tags
from aws_organizations_account
order by id
