-- METADATA
-- title: Boundary, tags and last use of IAM roles, one row per role
-- description: What only a question about each single role tells. The last use is null when there was none in the time that AWS looks back, at most 400 days.
-- custom:
--   tables: [aws_iam_role]
--   key: [account_id, arn]
--   columns: {account_id: text, arn: text, name: text, permissions_boundary_arn: text, role_last_used_date: timestamptz, role_last_used_region: text, tags: jsonb}
--   scope: account
--   regional: false
--   permissions: [iam:ListRoles, iam:GetRole]
--   plugin: aws >= 1.28.0
--   cost: per-row
select
    account_id,
    arn,
    name,
    permissions_boundary_arn,
    role_last_used_date,
    role_last_used_region,
    tags
from aws_iam_role
order by account_id, arn
