-- METADATA
-- title: IAM in numbers, one row per account
-- description: What IAM counts of an account, its root user's credentials and the kind of session token that its global endpoint gives.
-- custom:
--   tables: [aws_iam_account_summary]
--   key: [account_id]
--   columns: {account_id: text, account_access_keys_present: bigint, account_mfa_enabled: boolean, account_password_present: boolean, global_endpoint_token_version: bigint, users: bigint, roles: bigint, groups: bigint, policies: bigint, providers: bigint}
--   scope: account
--   regional: false
--   permissions: [iam:GetAccountSummary]
--   plugin: aws >= 1.28.0
--   cost: list
select
    account_id,
    account_access_keys_present,
    account_mfa_enabled,
    account_password_present,
    global_endpoint_token_version,
    users,
    roles,
    groups,
    policies,
    providers
from aws_iam_account_summary
order by account_id
