-- METADATA
-- title: Service control policies of the organization, one row per policy
-- description: What the organization denies its accounts, as written. Where each policy is attached stands in a table of its own.
-- custom:
--   tables: [aws_organizations_policy]
--   key: [id]
--   columns: {account_id: text, id: text, name: text, arn: text, aws_managed: boolean, content: jsonb}
--   scope: organization
--   regional: false
--   permissions: [organizations:ListPolicies, organizations:DescribePolicy]
--   plugin: aws >= 1.28.0
--   cost: per-row
select
    account_id,
    id,
    name,
    arn,
    aws_managed,
    content
from aws_organizations_policy
where type = 'SERVICE_CONTROL_POLICY'
order by id
