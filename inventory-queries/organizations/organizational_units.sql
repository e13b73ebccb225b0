-- METADATA
-- title: Organizational units, one row per unit
-- description: The tree that accounts stand in. `path` lists the ids from the root down, with `_` for `-`.
-- custom:
--   tables: [aws_organizations_organizational_unit]
--   key: [id]
--   columns: {account_id: text, id: text, name: text, parent_id: text, path: text}
--   scope: organization
--   regional: false
--   permissions: [organizations:ListRoots, organizations:ListOrganizationalUnitsForParent, organizations:DescribeOrganizationalUnit]
--   plugin: aws >= 1.28.0
--   cost: per-row
--   inventory: true
select
    account_id,
    id,
    name,
    parent_id,
    path::text as path
from aws_organizations_organizational_unit
order by id
