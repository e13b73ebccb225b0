-- METADATA
-- title: Access policies of EKS clusters, one row per principal and policy
-- description: What principals with an access entry may do in a cluster, and in which namespaces.
-- custom:
--   tables: [aws_eks_access_policy_association]
--   key: [account_id, region, cluster_name, principal_arn, policy_arn]
--   columns:
--     account_id: text not null
--     region: text not null
--     cluster_name: text
--     principal_arn: text
--     policy_arn: text
--     access_scope_type: text
--   scope: account
--   regional: true
--   permissions: [eks:ListClusters, eks:ListAccessEntries, eks:ListAssociatedAccessPolicies]
--   plugin: aws >= 1.28.0
--   cost: per-row
select
    account_id,
    region,
    cluster_name,
    principal_arn,
    policy_arn,
    access_scope_type
from aws_eks_access_policy_association
order by account_id, region, cluster_name, principal_arn, policy_arn
