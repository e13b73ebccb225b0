-- METADATA
-- title: Delegated administrators, one row per account
-- description: Member accounts that act for the organization in at least one service.
-- custom:
--   tables: [aws_organizations_delegated_administrator]
--   key: [id]
--   columns: {account_id: text, id: text, name: text, arn: text, status: text, delegation_enabled_date: timestamptz}
--   scope: organization
--   regional: false
--   permissions: [organizations:ListDelegatedAdministrators]
--   plugin: aws >= 1.28.0
--   cost: list
--   inventory: true
select
    account_id,
    id,
    name,
    arn,
    status,
    delegation_enabled_date
from aws_organizations_delegated_administrator
order by id
