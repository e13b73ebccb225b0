-- METADATA
-- title: IAM roles, one row per role
-- description: Who may assume which role, and for how long. What each role may do is in `iam_role_policies`, its boundary, tags and last use in `iam_role_details`.
-- custom:
--   tables: [aws_iam_role]
--   key: [account_id, arn]
--   columns: {account_id: text, arn: text, name: text, role_id: text, path: text, create_date: timestamptz, max_session_duration: bigint, assume_role_policy_std: jsonb}
--   scope: account
--   regional: false
--   permissions: [iam:ListRoles]
--   plugin: aws >= 1.28.0
--   cost: list
--   inventory: true
--   asset:
--     type: AWS::IAM::Role
--     arn: arn
--     name: name
--     keys: {role-name: [name]}
select
    account_id,
    arn,
    name,
    role_id,
    path,
    create_date,
    max_session_duration,
    assume_role_policy_std
from aws_iam_role
order by account_id, arn
