-- METADATA
-- title: EKS clusters, one row per cluster
-- description: Kubernetes clusters with their endpoint and role.
-- custom:
--   tables: [aws_eks_cluster]
--   key: [account_id, region, name]
--   columns:
--     account_id: text not null
--     region: text not null
--     name: text
--     arn: text
--     version: text
--     status: text
--     endpoint_host: text
--     role_arn: text
--     authentication_mode: text
--     logging: jsonb
--     tags: jsonb
--   scope: account
--   regional: true
--   permissions: [eks:ListClusters, eks:DescribeCluster]
--   plugin: aws >= 1.28.0
--   cost: per-row
--   asset:
--     type: "AWS::EKS::Cluster"
--     arn: arn
--     name: name
--     keys: {name: [name], dns: [endpoint_host]}
--     tags: tags
select
    account_id,
    region,
    name,
    arn,
    version,
    status,
    regexp_replace(endpoint, '^https://|/$', '', 'g') as endpoint_host,
    role_arn,
    access_config ->> 'AuthenticationMode' as authentication_mode,
    logging,
    tags
from aws_eks_cluster
order by account_id, region, name
