-- METADATA
-- title: Managed policies in use, one row per policy
-- description: The documents in force of policies that are attached to somebody, and of the company's own ones that bound somebody. AWS's own policies that are only a boundary are not among them, since finding them means reading all 1,500.
-- custom:
--   tables: [aws_iam_policy]
--   key: [account_id, arn]
--   columns: {account_id: text, arn: text, default_version_id: text, policy_std: jsonb}
--   scope: account
--   regional: false
--   permissions: [iam:ListPolicies, iam:GetPolicyVersion]
--   plugin: aws >= 1.28.0
--   cost: per-row
with company_policies as (
    select
        account_id,
        arn,
        default_version_id,
        policy_std
    from aws_iam_policy
    where is_aws_managed = false
        and (is_attached or coalesce(permissions_boundary_usage_count, 1) > 0)
),

aws_policies as (
    select
        account_id,
        arn,
        default_version_id,
        policy_std
    from aws_iam_policy
    where is_aws_managed = true
        and is_attached = true
)

select
    account_id,
    arn,
    default_version_id,
    policy_std
from company_policies
union all
select
    account_id,
    arn,
    default_version_id,
    policy_std
from aws_policies
order by account_id, arn
