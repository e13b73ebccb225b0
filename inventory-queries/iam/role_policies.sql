-- METADATA
-- title: Policies of IAM roles, one row per role
-- description: Inline policies with their documents, and the ARNs of attached ones. Service-linked roles are left out, since nobody can change what they may do.
-- custom:
--   tables: [aws_iam_role]
--   key: [account_id, arn]
--   columns: {account_id: text, arn: text, name: text, inline_policies_std: jsonb, attached_policy_arns: jsonb}
--   scope: account
--   regional: false
--   permissions: [iam:ListRoles, iam:ListRolePolicies, iam:GetRolePolicy, iam:ListAttachedRolePolicies]
--   plugin: aws >= 1.28.0
--   cost: per-row
select
    account_id,
    arn,
    name,
    inline_policies_std,
    attached_policy_arns
from aws_iam_role
where path not like '/aws-service-role/%'
order by account_id, arn
