-- METADATA
-- title: Access entries of EKS clusters, one row per principal of a cluster
-- description: Who gets into a cluster by its access entries.
-- custom:
--   tables: [aws_eks_access_entry]
--   key: [account_id, region, cluster_name, principal_arn]
--   columns:
--     account_id: text not null
--     region: text not null
--     cluster_name: text
--     principal_arn: text
--   scope: account
--   regional: true
--   permissions: [eks:ListClusters, eks:ListAccessEntries]
--   plugin: aws >= 1.28.0
--   cost: per-row
select
    account_id,
    region,
    cluster_name,
    principal_arn
from aws_eks_access_entry
order by account_id, region, cluster_name, principal_arn
