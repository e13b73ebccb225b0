-- METADATA
-- title: Root of the organization
-- description: Which kinds of policy the organization has switched on at its root.
-- custom:
--   tables: [aws_organizations_root]
--   key: [id]
--   columns: {account_id: text, id: text, name: text, arn: text, policy_types: jsonb}
--   scope: organization
--   regional: false
--   permissions: [organizations:ListRoots]
--   plugin: aws >= 1.28.0
--   cost: list
select
    account_id,
    id,
    name,
    arn,
    policy_types
from aws_organizations_root
order by id
