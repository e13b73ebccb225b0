-- METADATA
-- title: Managed policies attached to IAM users, one row per user
-- description: Shows among others the quarantine policies that AWS attaches to users whose access key was found in public. A user without policies has an empty list.
-- custom:
--   tables: [aws_iam_user]
--   key: [account_id, arn]
--   columns: {account_id: text, arn: text, name: text, attached_policy_arns: jsonb not null}
--   scope: account
--   regional: false
--   permissions: [iam:ListUsers, iam:ListAttachedUserPolicies]
--   plugin: aws >= 1.28.0
--   cost: per-row
select
    account_id,
    arn,
    name,
    coalesce(attached_policy_arns, '[]'::jsonb) as attached_policy_arns
from aws_iam_user
order by account_id, arn
